import type { Heading, RowFormatter } from './formatter.js';
import { jsonObject, jsonText } from './json-value.js';
import { list } from './list.js';
import type { Row } from './result.js';
import type { Term } from './term.js';

/** One line; a bare string becomes a `message`. */
export const formatValue = (value: Term): string =>
  `${jsonText(typeof value === 'string' ? { message: value } : value)}\n`;

/** An array with one object a line: a JSON text as a whole. */
export const formatRows = ({ columns, streamed }: Heading): RowFormatter =>
  list(streamed, (row) => rowObject(columns, row));

export const rowObject = (columns: readonly string[], row: Row): string =>
  jsonObject(row.map((value, index) => [columns[index] ?? String(index), value]));
