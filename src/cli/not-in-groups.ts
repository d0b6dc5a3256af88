import type { Settings } from '../cluster/settings.js';
import { NotOverHttp } from '../errors.js';

/** These show that the real tool gets some lists piece by piece, of each queue or connection: a list of lists. */
const showingGroups: ReadonlySet<string> = new Set(['erlang', 'string', 'string_per_line', 'inspect']);

/** Throws NotOverHttp for a formatter that shows which rows the real tool lists together; with --api-only all are one group. */
export function notInGroups(rows: string, formatter: string | undefined, settings: Settings): void {
  if (!settings.apiOnly.value && showingGroups.has(formatter ?? ''))
    throw new NotOverHttp(`HTTP does not say which ${rows} the real tool lists together`);
}
