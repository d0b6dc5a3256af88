import { type ManagementApi, path } from './management-api.js';
import { columnList, listOf } from './shapes.js';

/** A channel of AMQP 0-9-1; a new one has no counts yet. */
export interface Channel {
  readonly name?: string;
  readonly number?: number;
  readonly user?: string;
  readonly vhost?: string;
  readonly connection_details?: { readonly name?: string };
  readonly [column: string]: unknown;
}

/** The channels in all virtual hosts that the user may see, up to 5 s old. */
export async function listChannels(api: ManagementApi, columns?: readonly string[]): Promise<readonly Channel[]> {
  const query = { columns: columnList(columns) };
  return listOf(api, await api.request('GET', path`channels`, { query }));
}
