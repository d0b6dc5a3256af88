import Table from 'cli-table3';
import { printErlang } from './erlang-text.js';
import type { FormatOptions, Heading, RowFormatter } from './formatter.js';
import type { Row } from './result.js';
import { keysAndValues } from './rows-of-value.js';
import { tableCell } from './table-cell.js';
import type { Term } from './term.js';
import { visible, visibleLines } from './visible.js';

/** A map or proplist as a table of one row, anything else in a box of its own. */
export function formatValue(value: Term, options: FormatOptions): string {
  const pairs = keysAndValues(value);
  if (pairs !== undefined) return box(pairs.columns, [pairs.row.map(cell)], options);
  const text = typeof value === 'string' ? value : printErlang(value, { otp: options.otp });
  return box(['Output'], [[visibleLines(text)]], options);
}

/** Lines around the cells, drawn in Unicode; the widths are known when all rows are. */
export function formatRows({ columns, streamed }: Heading, options: FormatOptions): RowFormatter {
  const cells: string[][] = [];
  return {
    row(row: Row) {
      cells.push(row.map(cell));
      return '';
    },
    end() {
      if (cells.length > 0) return box(columns, cells, options);
      return streamed ? '' : formatValue([], options);
    },
  };
}

const cell = (value: Term): string => visible(tableCell(value));

function box(columns: readonly string[], cells: readonly string[][], { paint }: FormatOptions): string {
  const head = columns.map((column) => paint.title(visible(column)));
  // The library colours by itself unless both its styles are empty.
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  for (const row of cells) table.push([...row]);
  return `${table.toString()}\n`;
}
