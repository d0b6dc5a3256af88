import type { Heading, RowFormatter } from './formatter.js';
import { rowObject } from './json.js';

export { formatValue } from './json.js';

/** One object after the other, each followed by an empty line as the real tools do it. */
export function formatRows({ columns }: Heading): RowFormatter {
  return { row: (row) => `${rowObject(columns, row)}\n\n`, end: () => '' };
}
