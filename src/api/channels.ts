import type { Items } from '../items.js';
import { itemsOf } from './items.js';
import { type ManagementApi, path } from './management-api.js';
import { columnList } from './shapes.js';

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
export function channelItems(api: ManagementApi, columns?: readonly string[]): Items<Channel> {
  return itemsOf(api, path`channels`, { columns: columnList(columns) });
}
