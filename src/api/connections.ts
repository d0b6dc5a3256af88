import { collected, type Items } from '../items.js';
import { itemsOf } from './items.js';
import { type ManagementApi, path } from './management-api.js';
import { columnList } from './shapes.js';

/** A client connection of any protocol. A server without statistics tells name, user, virtual host and node alone. */
export interface Connection {
  readonly name?: string;
  readonly vhost?: string;
  readonly user?: string;
  readonly node?: string;
  /** `network`, or `direct` of what runs inside a node. */
  readonly type?: string;
  /** Such as `AMQP 0-9-1`, `MQTT 3.1.1`, `STOMP 1.2`, `stream`. */
  readonly protocol?: string;
  readonly host?: string;
  readonly peer_host?: string;
  readonly [column: string]: unknown;
}

/** The connections of all virtual hosts that the user may see, up to 5 s old. */
export const listConnections = (...asked: Parameters<typeof connectionItems>): Promise<readonly Connection[]> =>
  collected(connectionItems(...asked));

/** The same as it comes. */
export function connectionItems(api: ManagementApi, columns?: readonly string[]): Items<Connection> {
  return itemsOf(api, path`connections`, { columns: columnList(columns) });
}
