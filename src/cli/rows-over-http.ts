import { has } from '../cluster/capabilities.js';
import type { HttpColumns } from '../cluster/http-column.js';
import type { Rows } from '../format/result.js';
import { collected, type Items, mapped } from '../items.js';
import type { Context } from './context.js';
import { httpLacks } from './http-lacks.js';
import { pickColumns, refuseColumns } from './pick-columns.js';

type Asking = Pick<Context<unknown, unknown>, 'settings' | 'note' | 'face' | 'flags' | 'version'>;

/**
 * A list of the real tool whose columns are made of HTTP's fields, which `ask` is given. What HTTP lacks in the columns
 * that were asked for is left to the node's own tool (NotOverHttp); columns that the version does not have are a
 * UsageError.
 */
export async function rowsOverHttp<Item>(
  { settings, note, face, flags, version }: Asking,
  all: HttpColumns<Item>,
  asked: readonly string[],
  ask: (fields: readonly string[]) => Promise<readonly Item[] | Items<Item>>,
  /** The formatter of the command when none was asked for. */
  usual = 'table',
): Promise<Rows> {
  const names = [...new Set(asked)];
  const columns = pickColumns(all, names);
  const typed = face !== 'text' || !['table', 'csv'].includes(flags.formatter ?? usual);
  httpLacks(
    names.filter((_, index) => columns[index]?.fields === undefined || (typed && columns[index].textOnly === true)),
    { settings, note },
  );
  if (columns.some(({ since }) => since !== undefined)) {
    const { rabbitmq } = await version();
    refuseColumns(names.filter((_, index) => columns[index]?.since && !has(rabbitmq, columns[index].since)));
  }
  const answer = await ask([...new Set(columns.flatMap(({ fields }) => fields ?? []))]);
  const row = (item: Item) => columns.map((column) => column.term(item));
  if (!columns.some(({ told }) => told !== undefined) && Symbol.asyncIterator in answer)
    return { kind: 'rows', columns: names, rows: mapped(answer, (some) => some.map(row)), streamed: true };
  const items = Symbol.asyncIterator in answer ? await collected(answer) : answer;
  httpLacks(
    names.filter((_, index) => !items.every((item) => columns[index]?.told?.(item) ?? true)),
    { settings, note },
  );
  return { kind: 'rows', columns: names, rows: items.map(row), streamed: true };
}
