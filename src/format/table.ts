import { graphemeCount } from './display-width.js';
import { inspectTerm } from './elixir-text.js';
import type { FormatOptions, Heading, RowFormatter } from './formatter.js';
import { keysAndValues } from './rows-of-value.js';
import { tableCell } from './table-cell.js';
import type { Term } from './term.js';

/** A map or proplist as a table of one row, a list one item a line, the rest as it is. */
export function formatValue(value: Term, options: FormatOptions): string {
  const pairs = keysAndValues(value);
  if (pairs !== undefined) return oneRow(pairs.columns, pairs.row, options);
  if (Array.isArray(value) && value.length > 0) return value.map((item) => formatValue(item, options)).join('');
  if (Array.isArray(value)) return '\n';
  return `${typeof value === 'string' ? value : inspectTerm(value, options)}\n`;
}

/** Cells with tabs between them, neither aligned nor escaped, and the header before the first row. */
export function formatRows({ columns, streamed }: Heading, options: FormatOptions): RowFormatter {
  let before = options.silent || !options.tableHeaders ? '' : line(columns);
  let empty = true;
  return {
    row(row) {
      const text = before + line(row.map((value, index) => cell(value, columns[index] ?? '', options)));
      before = '';
      empty = false;
      return text;
    },
    end: () => (empty && !streamed ? '\n' : ''),
  };
}

function oneRow(columns: readonly string[], row: readonly Term[], options: FormatOptions): string {
  const rows = formatRows({ columns, streamed: false }, options);
  return rows.row(row) + rows.end();
}

const line = (cells: readonly string[]): string => `${cells.join('\t')}\n`;

function cell(value: Term, column: string, { padToHeader }: FormatOptions): string {
  const text = tableCell(value);
  return padToHeader ? text + ' '.repeat(Math.max(0, graphemeCount(column) - graphemeCount(text))) : text;
}
