import type { Items } from '../items.js';
import { itemsOf } from './items.js';
import { type ManagementApi, path } from './management-api.js';
import { columnList } from './shapes.js';

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
export function exchangeItems(api: ManagementApi, vhost: string, columns?: readonly string[]): Items<Exchange> {
  return itemsOf(api, path`exchanges/${vhost}`, { columns: columnList(columns), disable_stats: true });
}
