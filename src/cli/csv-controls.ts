import { has } from '../cluster/capabilities.js';
import type { Result, Row, Rows } from '../format/result.js';
import { tableCell } from '../format/table-cell.js';
import type { Term } from '../format/term.js';
import type { Context } from './context.js';

/**
 * Rows as CSV shows them: the tool of 3.8.9 writes tabs and line ends of a field as \t, \n and \r, that of 3.10.8 as they
 * are. Which version it is, is asked at the first of these alone, which few lists have.
 */
export function controlsForCsv(result: Result, { version }: Pick<Context<unknown, unknown>, 'version'>): Result {
  const escapes = async () => has((await version()).rabbitmq, 'controls_escaped_in_csv');
  return result.kind === 'rows' ? { ...result, rows: escaped(result, escapes) } : result;
}

async function* escaped({ rows }: Rows, escapes: () => Promise<boolean>): AsyncGenerator<readonly Row[]> {
  let answer: boolean | undefined;
  for await (const some of inGroups(rows)) {
    if (answer === undefined && some.some((row) => row.some(hasControls))) answer = await escapes();
    yield answer === true ? some.map((row) => row.map(withoutControls)) : some;
  }
}

const inGroups = (rows: Rows['rows']): AsyncIterable<readonly Row[]> | Iterable<readonly Row[]> =>
  Symbol.asyncIterator in rows ? rows : [[...rows]];

const controls = /[\t\n\r]/;
const hasControls = (cell: Term): boolean => controls.test(tableCell(cell));

const withoutControls = (cell: Term): Term =>
  hasControls(cell) ? tableCell(cell).replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r') : cell;
