import { NotOverHttp } from '../errors.js';
import { type Result, value } from '../format/result.js';
import { Atom, type Properties } from '../format/term.js';
import type { Context } from './context.js';

/**
 * A list of maps as the real tools print it, their keys sorted: before Erlang 26 that is the order of a map, from then on
 * each virtual machine has its own, which HTTP does not tell. Maps with other keys than the first one's are rows that do
 * not stand under the header. Throws NotOverHttp where the tool's text or stream would be another one; with --api-only,
 * a table of all keys stands for it.
 */
export async function mapsAsRows(
  maps: readonly Properties[],
  { face, flags, settings, version }: Pick<Context<unknown, unknown>, 'face' | 'flags' | 'settings' | 'version'>,
): Promise<Result> {
  const columns = [...new Set(maps.flatMap((map) => Object.keys(map)))].toSorted();
  const alike = maps.every((map) => Object.keys(map).length === columns.length);
  if (!settings.apiOnly.value) {
    if (face === 'json' && !alike && flags.formatter === 'json_stream') throw new NotOverHttp(otherKeys);
    if (face !== 'json' && !alike) throw new NotOverHttp(otherKeys);
    if (face !== 'json' && maps.length > 0) {
      if (!['table', undefined].includes(flags.formatter) || !mapsAreSorted((await version()).erlang))
        throw new NotOverHttp('HTTP does not tell the order of its columns');
    }
  }
  if (face === 'json' && !alike && flags.formatter !== 'json_stream') return value(maps);
  const rows = maps.map((map) => columns.map((column) => map[column] ?? new Atom('')));
  return { kind: 'rows', columns, rows, streamed: true };
}

/** The order of a map's keys is that of Erlang's terms. */
export const mapsAreSorted = (erlang: string): boolean => Number.parseInt(erlang, 10) < 26;

const otherKeys = 'HTTP does not tell how the real tool prints shovels or links of several kinds together';
