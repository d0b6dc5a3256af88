import { UsageError } from '../errors.js';
import type { Result, Row, Rows } from '../format/result.js';
import { isNumber, tableCell } from '../format/table-cell.js';
import { Float, type Term } from '../format/term.js';
import { collected } from '../items.js';
import { nearest } from '../nearest.js';
import { type Flag, integer, option, ours } from './input.js';

export interface Condition {
  readonly column: string;
  readonly holds: (cell: Term) => boolean;
}

export interface ListOptions {
  readonly sort?: string | undefined;
  readonly filter?: Condition | undefined;
  readonly limit?: number | undefined;
}

/** What every command takes whose answer is rows. */
export const listFlags: Readonly<Record<keyof ListOptions, Flag<unknown>>> = {
  sort: ours({ ...option('column to sort by; -COLUMN for the greatest first'), dashed: true }),
  filter: ours({
    ...option(
      "only rows for which this holds, such as 'messages>1000': = != > >= < <=, and ~ for a regular expression",
    ),
    parse: condition,
    missing: undefined,
  } as Flag<Condition | undefined>),
  limit: ours({ ...integer('at most so many rows', undefined), parse: count }),
};

/**
 * The rows that were asked for, filtered, then sorted, then cut. Throws UsageError for a column that is not listed, and
 * where there are no rows: a node's own tool prints by itself.
 */
export async function listed(result: Result, options: ListOptions): Promise<Result> {
  const given = givenOf(options);
  if (given.length === 0) return result;
  if (result.kind === 'passed') throw notAppliedToOwnTool(given, undefined);
  if (result.kind !== 'rows')
    throw new UsageError(`${given.join(', ')}: this answer is no list of rows`, { hint: 'Leave that out.' });
  const rows = Symbol.asyncIterator in result.rows ? await collected(result.rows) : [...result.rows];
  return { ...result, rows: cut(sorted(filtered(rows, result, options), result, options), options) };
}

/** Throws UsageError where the node's own tool would have to answer, whose rows are not ours. */
export function refuseForOwnTool(options: ListOptions, reason: string): void {
  const given = givenOf(options);
  if (given.length > 0) throw notAppliedToOwnTool(given, reason);
}

const givenOf = (options: ListOptions): readonly string[] =>
  (['sort', 'filter', 'limit'] as const).filter((name) => options[name] !== undefined).map((name) => `--${name}`);

const notAppliedToOwnTool = (given: readonly string[], reason: string | undefined): UsageError =>
  new UsageError(`${given.join(', ')} cannot be applied to what the node's own tool prints`, {
    hint: `${reason === undefined ? '' : `It alone can answer this: ${reason}.\n`}Leave that out, or ask for columns that HTTP gives.`,
  });

function filtered(rows: readonly Row[], { columns }: Rows, { filter }: ListOptions): readonly Row[] {
  if (filter === undefined) return rows;
  const at = placeOf(filter.column, columns, '--filter');
  return rows.filter((row) => filter.holds(row[at] ?? ''));
}

function sorted(rows: readonly Row[], { columns }: Rows, { sort }: ListOptions): readonly Row[] {
  if (sort === undefined) return rows;
  const descending = sort.startsWith('-');
  const at = placeOf(descending ? sort.slice(1) : sort, columns, '--sort');
  return rows.toSorted((one, other) => compare(one[at] ?? '', other[at] ?? '', descending ? -1 : 1));
}

const cut = (rows: readonly Row[], { limit }: ListOptions): readonly Row[] => rows.slice(0, limit);

function placeOf(column: string, columns: readonly string[], option: string): number {
  const at = columns.indexOf(column);
  if (at !== -1) return at;
  const likely = nearest(column, columns);
  throw new UsageError(`${option}: no column "${column}" is listed`, {
    hint: `${likely === undefined ? '' : `Did you mean ${likely}? `}Listed are ${columns.join(', ')}.`,
  });
}

/** Numbers, then texts; what is empty comes last in either direction. */
function compare(one: Term, other: Term, direction: 1 | -1): number {
  const [left, right] = [tableCell(one), tableCell(other)];
  if (left === '' || right === '') return Number(left === '') - Number(right === '');
  if (isNumber(one) && isNumber(other)) return direction * (numberOf(one) - numberOf(other));
  if (isNumber(one) !== isNumber(other)) return direction * (isNumber(one) ? -1 : 1);
  return direction * order(left, right);
}

const order = (left: string, right: string): number => Number(left > right) - Number(left < right);

const numberOf = (term: number | bigint | Float): number => Number(term instanceof Float ? term.value : term);

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (difference) => difference === 0,
  '==': (difference) => difference === 0,
  '!=': (difference) => difference !== 0,
  '>': (difference) => difference > 0,
  '>=': (difference) => difference >= 0,
  '<': (difference) => difference < 0,
  '<=': (difference) => difference <= 0,
};

/** `messages>1000` as a test of cells. Throws UsageError. */
function condition(text: string): Condition {
  const [, column = '', operator = '', typed = ''] = /^\s*([\w-]+)\s*(==?|!=|>=?|<=?|~)\s*(.*?)\s*$/s.exec(text) ?? [];
  if (column === '')
    throw new UsageError(`--filter takes a column, one of = != > >= < <= ~ and a value, not "${text}"`, {
      hint: "For example --filter 'messages>1000', in quotes: > is a redirection of the shell.",
    });
  if (operator === '~') {
    const pattern = regularExpression(typed);
    return { column, holds: (cell) => pattern.test(tableCell(cell)) };
  }
  const comparison = comparisons[operator];
  return { column, holds: (cell) => comparison?.(difference(cell, typed, column, operator)) === true };
}

/** NaN, of which nothing but `!=` is true, for a cell that has no value. */
function difference(cell: Term, typed: string, column: string, operator: string): number {
  if (isNumber(cell)) {
    const wanted = Number(typed);
    if (typed === '' || Number.isNaN(wanted))
      throw new UsageError(`--filter: ${column} holds numbers, and "${typed}" is none`);
    return numberOf(cell) - wanted;
  }
  const text = tableCell(cell);
  return text === '' && !/^[!=]/.test(operator) ? Number.NaN : order(text, typed);
}

function regularExpression(text: string): RegExp {
  try {
    return new RegExp(text, 'u');
  } catch (cause) {
    throw new UsageError(`--filter: "${text}" is no regular expression`, { cause });
  }
}

function count(word: string): number {
  if (!/^\d+$/.test(word)) throw new UsageError(`--limit takes a number of rows, not "${word}"`);
  return Number(word);
}
