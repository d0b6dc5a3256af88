import { stringOrInspect } from './elixir-text.js';
import type { FormatOptions, Heading, RowFormatter } from './formatter.js';
import { formatRows as stringRows } from './string.js';

export { formatValue } from './string.js';

/** The one column's text, a row a line; rows of several columns as the `string` formatter has them. */
export function formatRows(heading: Heading, options: FormatOptions): RowFormatter {
  if (heading.columns.length !== 1) return stringRows(heading, options);
  return { row: ([item = '']) => `${stringOrInspect(item, options)}\n`, end: () => '' };
}
