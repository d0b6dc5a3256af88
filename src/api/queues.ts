import { collected, type Items } from '../items.js';
import { itemsOf } from './items.js';
import { type ManagementApi, path, type RequestOptions } from './management-api.js';
import { columnList, objectOf } from './shapes.js';

/** A queue. Which fields there are depends on what was asked, on the version, and on whether statistics are in yet. */
export interface Queue {
  readonly name?: string;
  readonly vhost?: string;
  /** `classic`, `quorum`, `stream`; with every column asked, also the module that implements it. */
  readonly type?: string;
  readonly durable?: boolean;
  readonly auto_delete?: boolean;
  readonly exclusive?: boolean | null;
  readonly arguments?: Readonly<Record<string, unknown>>;
  readonly policy?: string | null;
  readonly operator_policy?: string | null;
  readonly effective_policy_definition?: Readonly<Record<string, unknown>> | null;
  readonly state?: string;
  /** Where the leader is. */
  readonly node?: string;
  readonly leader?: string;
  readonly members?: readonly string[];
  readonly online?: readonly string[];
  readonly messages?: number;
  readonly messages_ready?: number;
  readonly messages_unacknowledged?: number;
  readonly consumers?: number;
  /** Bytes. */
  readonly memory?: number;
  readonly [column: string]: unknown;
}

/**
 * The queues of a virtual host, or of all that the user may see, in one request. `columns` are HTTP's own field names;
 * name and vhost always come. Cheap columns leave the statistics alone: faster, and of this moment, but then streams
 * have no message counts, `exclusive` of quorum queues and streams is null, and `policy` is missing where there is none.
 * All other columns are up to 5 s old, and missing for a new queue.
 * Throws NotFound when there is no such virtual host.
 */
export const listQueues = (...asked: Parameters<typeof queueItems>): Promise<readonly Queue[]> =>
  collected(queueItems(...asked));

/** The same as it comes. */
export function queueItems(api: ManagementApi, vhost: string | undefined, columns?: readonly string[]): Items<Queue> {
  const query = {
    columns: columnList(columns && [...new Set(['vhost', 'name', ...columns])]),
    ...cheapestWay(columns),
  };
  return itemsOf(api, vhost === undefined ? path`queues` : path`queues/${vhost}`, query);
}

/**
 * One queue without its statistics: what it is, and from 4.0 on how many messages are in it, of a classic queue those of
 * this moment. Throws NotFound.
 */
export async function getQueue(api: ManagementApi, vhost: string, name: string): Promise<Queue> {
  const query = { disable_stats: true, enable_queue_totals: true };
  return objectOf(api, await api.request('GET', path`queues/${vhost}/${name}`, { query }));
}

export interface Conditions {
  readonly ifEmpty?: boolean;
  readonly ifUnused?: boolean;
}

/** Deletes a queue with its messages. Throws NotFound; DataError, its message the server's reason, when a condition fails. */
export async function deleteQueue(
  api: ManagementApi,
  vhost: string,
  name: string,
  { ifEmpty, ifUnused }: Conditions = {},
): Promise<void> {
  const query = { 'if-empty': ifEmpty ? true : undefined, 'if-unused': ifUnused ? true : undefined };
  await api.request('DELETE', path`queues/${vhost}/${name}`, { query });
}

/** Removes the messages that are ready. Throws NotFound, and DataError for what cannot be purged. */
export async function purgeQueue(api: ManagementApi, vhost: string, name: string): Promise<void> {
  await api.request('DELETE', path`queues/${vhost}/${name}/contents`);
}

/** Starts to synchronise the mirrors of a classic queue. Up to 3.x; succeeds for any queue that there is. */
export async function synchroniseQueue(api: ManagementApi, vhost: string, name: string): Promise<void> {
  await api.request('POST', path`queues/${vhost}/${name}/actions`, { body: { action: 'sync' } });
}

function cheapestWay(columns: readonly string[] | undefined): RequestOptions['query'] {
  if (columns === undefined || columns.length === 0) return {};
  if (columns.every((column) => definitionColumns.has(column))) return { disable_stats: true };
  const inTotals = (column: string) => definitionColumns.has(column) || totalsColumns.has(column);
  return columns.every(inTotals) ? { disable_stats: true, enable_queue_totals: true } : {};
}

/** What `enable_queue_totals` adds; without it `state` is only "live" up to 3.x. */
const totalsColumns: ReadonlySet<string> = new Set(['messages', 'messages_ready', 'messages_unacknowledged', 'state']);

/** What needs no statistics. Where a queue runs (`node`, `leader`, …) is not told of every type. */
const definitionColumns: ReadonlySet<string> = new Set([
  'name',
  'vhost',
  'type',
  'durable',
  'auto_delete',
  'exclusive',
  'arguments',
  'policy',
]);
