import { type ManagementApi, path } from './management-api.js';
import { columnList, listOf } from './shapes.js';

/** An exchange; the default one has an empty name. `policy` is missing where there is none. */
export interface Exchange {
  readonly name?: string;
  readonly vhost?: string;
  readonly type?: string;
  readonly durable?: boolean;
  readonly auto_delete?: boolean;
  readonly internal?: boolean;
  readonly arguments?: Readonly<Record<string, unknown>>;
  readonly policy?: string | null;
  readonly [column: string]: unknown;
}

/** The exchanges of a virtual host, without statistics. Throws NotFound when there is no such virtual host. */
export async function listExchanges(
  api: ManagementApi,
  vhost: string,
  columns?: readonly string[],
): Promise<readonly Exchange[]> {
  const query = { columns: columnList(columns), disable_stats: true };
  return listOf(api, await api.request('GET', path`exchanges/${vhost}`, { query }));
}
