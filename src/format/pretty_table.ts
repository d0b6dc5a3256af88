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

/** Lines around every cell, drawn in Unicode, as the real tool has them; the widths are known when all rows are. */
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

/** The library takes time by the square of the rows, hence pieces, all drawn with the widths of the widest. */
const rowsPerPiece = 250;

function box(columns: readonly string[], cells: readonly string[][], { paint }: FormatOptions): string {
  const head = columns.map((column) => paint.title(visible(column)));
  const pieces: Piece[] = [];
  for (let start = 0; start < cells.length; start += rowsPerPiece) {
    const rows = cells.slice(start, start + rowsPerPiece);
    pieces.push({ rows, head: start === 0 ? head : [], last: start + rowsPerPiece >= cells.length });
  }
  const widths = pieces.length === 1 ? [] : widestOf(pieces.map(widthsOf));
  return pieces.map((piece) => `${draw(piece, widths)}\n`).join('');
}

interface Piece {
  readonly rows: readonly string[][];
  /** Empty but for the first piece. */
  readonly head: string[];
  readonly last: boolean;
}

const draw = (piece: Piece, widths: number[]): string => tableOf(piece, widths).toString();

function widthsOf(piece: Piece): readonly (number | null)[] {
  const table = tableOf(piece, []);
  table.toString();
  return table.options.colWidths;
}

const widestOf = (all: readonly (readonly (number | null)[])[]): number[] =>
  (all[0] ?? []).map((_, column) => Math.max(...all.map((widths) => widths[column] ?? 0)));

function tableOf({ rows, head, last }: Piece, colWidths: number[]): Table.Table {
  const chars = { ...(head.length > 0 ? {} : ruleAbove), ...(last ? {} : noBottom) };
  // The library colours by itself unless both its styles are empty.
  const table = new Table({ head, chars, colWidths, style: { head: [], border: [] } });
  for (const row of rows) table.push(row);
  return table;
}

/** Between all rows there is a rule, so between pieces, too. */
const ruleAbove = { top: '─', 'top-mid': '┼', 'top-left': '├', 'top-right': '┤' };
const noBottom = { bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' };
