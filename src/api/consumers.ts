import { type ManagementApi, path } from './management-api.js';
import { columnList, listOf } from './shapes.js';

/** A consumer, as its channel knows it. HTTP has no pids: `channel_details` names the connection instead. */
export interface Consumer {
  readonly consumer_tag?: string;
  readonly queue?: { readonly name?: string; readonly vhost?: string };
  readonly channel_details?: {
    readonly name?: string;
    readonly connection_name?: string;
    readonly node?: string;
    readonly number?: number;
    readonly user?: string;
  };
  readonly ack_required?: boolean;
  readonly exclusive?: boolean;
  readonly prefetch_count?: number;
  readonly active?: boolean;
  readonly activity_status?: string;
  /** ms. */
  readonly consumer_timeout?: number | string;
  readonly arguments?: Readonly<Record<string, unknown>>;
  readonly [column: string]: unknown;
}

/** The consumers in a virtual host, or in all that the user may see. Throws NotFound when there is no such virtual host. */
export async function listConsumers(
  api: ManagementApi,
  vhost?: string,
  columns?: readonly string[],
): Promise<readonly Consumer[]> {
  const query = { columns: columnList(columns) };
  return listOf(
    api,
    await api.request('GET', vhost === undefined ? path`consumers` : path`consumers/${vhost}`, { query }),
  );
}
