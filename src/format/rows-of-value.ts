import type { Row } from './result.js';
import { tableCell } from './table-cell.js';
import { Atom, Dictionary, isProperties, type Term, Tuple } from './term.js';

/** The one row that a map or a proplist makes, undefined for any other term. */
export function keysAndValues(value: Term): { columns: string[]; row: Row } | undefined {
  const entries = entriesOf(value);
  if (entries === undefined || entries.length === 0) return undefined;
  return { columns: entries.map(([key]) => key), row: entries.map(([, item]) => item) };
}

/** A row as the keyword list that it is inside the real tools. */
export const proplist = (columns: readonly string[], row: Row): Term =>
  row.map((value, index) => new Tuple(new Atom(columns[index] ?? String(index)), value));

function entriesOf(value: Term): (readonly [string, Term])[] | undefined {
  if (isProperties(value)) return Object.entries(value);
  if (!(value instanceof Dictionary)) return undefined;
  return value.entries
    .map(([key, item]) => [tableCell(key), item] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
}
