import { displayWidth, shorten } from './display-width.js';
import { type FormatOptions, type Formatter, type Heading, isJson, type RowFormatter } from './formatter.js';
import type { Row } from './result.js';
import { keysAndValues } from './rows-of-value.js';
import * as table from './table.js';
import { isNumber, tableCell } from './table-cell.js';
import { Float, type Term } from './term.js';
import { visible, visibleJson, visibleLines, visibleText } from './visible.js';

/** The formatter that a person at a terminal gets in place of the plain one: same content, easier on the eye. */
export function forPeople(name: string, plain: Formatter): Formatter {
  return name === 'table' ? { formatValue, formatRows } : forTerminal(name, plain);
}

/** The plain formatter, whose text cannot take the terminal over. */
export function forTerminal(name: string, plain: Formatter): Formatter {
  // It makes its cells visible by itself, and paints its titles.
  if (name === 'pretty_table') return plain;
  const shown = isJson(name) ? visibleJson : visibleText;
  return {
    formatValue: (value, options) => shown(plain.formatValue(value, options)),
    formatRows(heading, options) {
      const rows = plain.formatRows(heading, options);
      return { row: (row) => shown(rows.row(row)), end: () => shown(rows.end()) };
    },
  };
}

function formatValue(value: Term, options: FormatOptions): string {
  const pairs = keysAndValues(value);
  if (pairs === undefined) return visibleLines(table.formatValue(value, options));
  return draw(pairs.columns, [pairs.row], options);
}

function formatRows({ columns }: Heading, options: FormatOptions): RowFormatter {
  const rows: Row[] = [];
  return {
    row(row) {
      rows.push(row);
      return '';
    },
    end() {
      if (rows.length > 0) return draw(columns, rows, options);
      return options.silent ? '' : `${options.paint.faint('(none)')}\n`;
    },
  };
}

interface Column {
  readonly title: string;
  readonly cells: readonly string[];
  readonly numeric: boolean;
  width: number;
}

const gap = '  ';

function draw(names: readonly string[], rows: readonly Row[], options: FormatOptions): string {
  const headed = options.tableHeaders && !options.silent;
  const columns = names.map((name, index) => column(name, index, rows, headed));
  narrow(columns, options.width);
  const lines = rows.map((_, row) => line(columns, ({ cells }) => cells[row] ?? ''));
  if (headed) lines.unshift(line(columns, ({ title }) => title, options.paint.title));
  return lines.map((text) => `${text}\n`).join('');
}

function column(name: string, index: number, rows: readonly Row[], headed: boolean): Column {
  const values = rows.map((row) => row[index] ?? '');
  const numeric = values.some(isNumber) && values.every((value) => isNumber(value) || tableCell(value) === '');
  const show = numeric ? numberStyle(name) : tableCell;
  const cells = values.map((value) => visible(show(value)));
  const title = visible(name);
  const width = [...cells, headed ? title : ''].reduce((widest, text) => Math.max(widest, displayWidth(text)), 0);
  return { title, cells, numeric, width };
}

const narrowest = 8;

/** Takes from the widest column of text until the table fits. Numbers are never cut: a table of them alone may overflow. */
function narrow(columns: readonly Column[], width: number): void {
  let excess = columns.reduce((sum, column) => sum + column.width + gap.length, -gap.length) - width;
  const texts = columns.filter(({ numeric }) => !numeric);
  while (excess > 0) {
    const widest = texts.reduce<Column | undefined>(
      (one, other) => (one && one.width >= other.width ? one : other),
      undefined,
    );
    if (widest === undefined || widest.width <= narrowest) return;
    widest.width--;
    excess--;
  }
}

function line(columns: readonly Column[], text: (column: Column) => string, paint = (cell: string) => cell): string {
  const cells = columns.map((column, index) => {
    const cell = shorten(text(column), column.width);
    const blank = ' '.repeat(Math.max(0, column.width - displayWidth(cell)));
    if (column.numeric) return blank + paint(cell);
    return paint(cell) + (index === columns.length - 1 ? '' : blank);
  });
  return cells.join(gap);
}

/** Sizes where the name says bytes, digits alone where the number is a name and not an amount, else thousands apart. */
function numberStyle(name: string): (value: Term) => string {
  if (/(^|[_ ])bytes($|[_ ])/i.test(name)) return readableSize;
  return /(^|[_ ])(port|pid|id|at|timestamp)$/i.test(name) ? tableCell : groupThousands;
}

const groupThousands = (value: Term): string =>
  tableCell(value).replace(/^-?\d+/, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ','));

function readableSize(value: Term): string {
  if (!isNumber(value)) return tableCell(value);
  let size = Number(value instanceof Float ? value.value : value);
  if (Math.abs(size) < 1024) return `${size} B`;
  const units = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let unit = -1;
  // 1023.95 and more would round up to 1024.0 of the smaller unit.
  while (Math.abs(size) >= 1023.95 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${size.toFixed(1)} ${units[unit]}`;
}
