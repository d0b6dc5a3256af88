import type { Heading, RowFormatter } from './formatter.js';
import { keysAndValues } from './rows-of-value.js';
import { tableCell } from './table-cell.js';
import type { Term } from './term.js';

/** A single value's lines end as the real tools' library ends them, and the printer adds a newline of its own. */
export function formatValue(value: Term): string {
  const pairs = keysAndValues(value);
  if (pairs !== undefined) return `${[record(pairs.columns), record(pairs.row)].join('\r\n')}\r\n\n`;
  if (Array.isArray(value) && value.length === 0) return emptyList;
  return `${record(Array.isArray(value) ? value : [value])}\r\n\n`;
}

/** A header and one record a line, every field in quotes. */
export function formatRows({ columns, streamed }: Heading): RowFormatter {
  let header = `${record(columns)}\n`;
  return {
    row(row) {
      const text = `${header}${record(row)}\n`;
      header = '';
      return text;
    },
    end: () => (header !== '' && !streamed ? emptyList : ''),
  };
}

/** An empty header and an empty record. */
const emptyList = '\r\n\r\n\n';

const record = (fields: readonly Term[]): string =>
  fields.map((field) => `"${tableCell(field).replaceAll('"', '""')}"`).join(',');
