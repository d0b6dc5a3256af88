import type { Items } from '../items.js';
import { itemsOf } from './items.js';
import { type ManagementApi, path } from './management-api.js';
import { columnList } from './shapes.js';

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

/** The consumers in a virtual host, or in all that the user may see, as they come. Throws NotFound when there is no such virtual host. */
export function consumerItems(api: ManagementApi, vhost?: string, columns?: readonly string[]): Items<Consumer> {
  const target = vhost === undefined ? path`consumers` : path`consumers/${vhost}`;
  return itemsOf(api, target, { columns: columnList(columns) });
}
