import type { Heading, RowFormatter } from './formatter.js';
import { rowObject } from './json.js';

export { formatValue } from './json.js';

/** One object after the other, each followed by an empty line as the real tools do it; a list in one piece may be empty. */
export function formatRows({ columns, streamed }: Heading): RowFormatter {
  let empty = true;
  return {
    row(row) {
      empty = false;
      return `${rowObject(columns, row)}\n\n`;
    },
    end: () => (empty && !streamed ? '[]\n' : ''),
  };
}
