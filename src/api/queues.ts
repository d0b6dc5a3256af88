import { type ManagementApi, path } from './management-api.js';
import { columnList, listOf, objectOf } from './shapes.js';

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
 * The queues of a virtual host, or of all that the user may see. `columns` are HTTP's own field names; name and vhost
 * always come. Cheap columns leave the statistics alone, which is faster, and are of this moment; all others are up to
 * 5 s old, and missing for a new queue. One request; a second one only when message counts of streams are wanted.
 * Throws NotFound when there is no such virtual host.
 */
export async function listQueues(
  api: ManagementApi,
  vhost: string | undefined,
  columns?: readonly string[],
): Promise<readonly Queue[]> {
  const way = cheapestWay(columns);
  const queues = await queuesWith(api, vhost, way, columns);
  if (way !== 'totals') return queues;
  const whole = queues.map((queue) => ({ ...queue, ...(queue.exclusive === null && { exclusive: false }) }));
  const countColumns = columns?.filter((column) => counts.has(column)) ?? [];
  const isWhole = (queue: Queue) => countColumns.every((column) => queue[column] !== undefined);
  if (whole.every(isWhole)) return whole;
  const counted = await queuesWith(api, vhost, 'statistics', countColumns);
  const byName = new Map(counted.map((queue) => [key(queue), queue]));
  return whole.map((queue) => (isWhole(queue) ? queue : { ...byName.get(key(queue)), ...queue }));
}

/** One queue with everything. Throws NotFound. */
export async function getQueue(api: ManagementApi, vhost: string, name: string): Promise<Queue> {
  return objectOf(api, await api.request('GET', path`queues/${vhost}/${name}`));
}

/** Needs the user's own permission in the virtual host. Throws NotFound, and DataError when a condition does not hold. */
export async function deleteQueue(
  api: ManagementApi,
  vhost: string,
  name: string,
  only: { readonly ifEmpty?: boolean; readonly ifUnused?: boolean } = {},
): Promise<void> {
  const query = { 'if-empty': only.ifEmpty || undefined, 'if-unused': only.ifUnused || undefined };
  await api.request('DELETE', path`queues/${vhost}/${name}`, { query });
}

/** Removes the messages that are ready. Needs the user's own permission in the virtual host. Throws NotFound. */
export async function purgeQueue(api: ManagementApi, vhost: string, name: string): Promise<void> {
  await api.request('DELETE', path`queues/${vhost}/${name}/contents`);
}

/** `definition`: no statistics. `totals`: no statistics, but counts asked of the queues; streams do not give any. */
type Way = 'definition' | 'totals' | 'statistics';

function cheapestWay(columns: readonly string[] | undefined): Way {
  if (columns === undefined || columns.length === 0) return 'statistics';
  if (columns.every((column) => definitionColumns.has(column))) return 'definition';
  const inTotals = (column: string) => definitionColumns.has(column) || counts.has(column) || column === 'state';
  return columns.every(inTotals) ? 'totals' : 'statistics';
}

async function queuesWith(
  api: ManagementApi,
  vhost: string | undefined,
  way: Way,
  columns: readonly string[] | undefined,
): Promise<readonly Queue[]> {
  const query = {
    columns: columnList(columns && [...new Set(['vhost', 'name', ...columns])]),
    ...(way !== 'statistics' && { disable_stats: true }),
    ...(way === 'totals' && { enable_queue_totals: true }),
  };
  return listOf(api, await api.request('GET', vhost === undefined ? path`queues` : path`queues/${vhost}`, { query }));
}

const counts: ReadonlySet<string> = new Set(['messages', 'messages_ready', 'messages_unacknowledged']);

/** `policy` is missing where there is none; where the queue runs (`node`, `leader`, …) is not told of every type. */
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

function key(queue: Queue): string {
  return JSON.stringify([queue.vhost, queue.name]);
}
