import type { ManagementApi } from '../api/management-api.js';
import { path } from '../api/management-api.js';
import { type ClusterNode, listNodes } from '../api/nodes.js';
import { asRecord, columnList, listOf } from '../api/shapes.js';
import type { NodeRecord, RatesRecord, TotalsRecord } from './record.js';

/** What one node tells of all, from its statistics. */
export interface Statistics {
  readonly totals: TotalsRecord;
  readonly rates: RatesRecord;
  readonly rows: readonly ClusterNode[];
}

/**
 * Who is a member, who of them runs, who is drained: without statistics, for which a node asks all others, and waits when
 * one of them goes away. `patience`: ms until another node had better be asked. Throws what the API throws; NotPermitted without the tag monitoring.
 */
export async function askMembers(api: ManagementApi, patience: number | undefined): Promise<readonly ClusterNode[]> {
  const query = { columns: columnList(['name', 'running', 'being_drained']), disable_stats: true };
  return listOf(api, await api.request('GET', path`nodes`, { query, ...(patience !== undefined && { patience }) }));
}

/** Two requests, whatever the cluster's size; only what is shown crosses the line. Throws what the API throws. */
export async function askStatistics(api: ManagementApi): Promise<Statistics> {
  const columns = ['queue_totals', 'object_totals', 'message_stats', 'churn_rates', 'rates_mode'];
  const [overview, rows] = await Promise.all([
    api.request('GET', path`overview`, { query: { columns: columnList(columns) } }),
    listNodes(api, nodeColumns),
  ]);
  const { queue_totals: queued, object_totals: objects, ...stats } = asRecord(overview);
  return { totals: totalsOf(asRecord(queued), asRecord(objects)), rates: ratesOf(stats), rows };
}

/** A node's row as a record has it; `http` is added by whoever asked it. */
export function nodeRecord(row: ClusterNode & { readonly name: string }): Omit<NodeRecord, 'http' | 'version'> {
  return {
    ...{
      name: row.name,
      running: row.running ?? null,
      drained: row.being_drained ?? null,
      uptime: numberOf(row.uptime),
    },
    memory: used(row.mem_used, row.mem_limit),
    disk: { free: numberOf(row.disk_free), limit: numberOf(row.disk_free_limit) },
    file_descriptors: used(row.fd_used, row.fd_total),
    erlang_processes: used(row.proc_used, row.proc_total),
    run_queue: numberOf(row.run_queue),
    connections_opened: rateIn(row, 'connection_created'),
    channels_opened: rateIn(row, 'channel_created'),
    partitions: Array.isArray(row.partitions) ? row.partitions.map(String) : [],
  };
}

/** A row of a member of which nothing is known. */
export const unknownNode = (name: string): Omit<NodeRecord, 'http' | 'version'> => ({ ...nodeRecord({ name }) });

const nodeColumns = [
  ...['name', 'running', 'being_drained', 'partitions', 'uptime', 'run_queue', 'proc_used', 'proc_total'],
  ...['mem_used', 'mem_limit', 'mem_alarm', 'disk_free', 'disk_free_limit', 'disk_free_alarm', 'fd_used', 'fd_total'],
  ...['connection_created_details.rate', 'channel_created_details.rate'],
];

type Fields = Readonly<Record<string, unknown>>;

function totalsOf(queued: Fields, objects: Fields): TotalsRecord {
  return {
    messages: numberOf(queued.messages),
    ready: numberOf(queued.messages_ready),
    unacknowledged: numberOf(queued.messages_unacknowledged),
    ...{ queues: numberOf(objects.queues), connections: numberOf(objects.connections) },
    ...{ channels: numberOf(objects.channels), consumers: numberOf(objects.consumers) },
  };
}

/** What never happened is missing; without statistics all is. */
function ratesOf({ message_stats, churn_rates, rates_mode }: Fields): RatesRecord {
  const [messages, churn] = [asRecord(message_stats), asRecord(churn_rates)];
  const never = message_stats === undefined || rates_mode === 'none' ? null : 0;
  const of = (stats: Fields, name: string) => rateIn(stats, name) ?? never;
  return {
    ...{ publish: of(messages, 'publish'), confirm: of(messages, 'confirm'), deliver: of(messages, 'deliver_get') },
    ...{ acknowledge: of(messages, 'ack'), redeliver: of(messages, 'redeliver') },
    unroutable: sum(of(messages, 'return_unroutable'), of(messages, 'drop_unroutable')),
    ...{ connections_opened: of(churn, 'connection_created'), connections_closed: of(churn, 'connection_closed') },
    ...{ channels_opened: of(churn, 'channel_created'), queues_declared: of(churn, 'queue_declared') },
  };
}

/** `publish_details.rate`. */
export const rateIn = (stats: Fields, name: string): number | null => numberOf(asRecord(stats[`${name}_details`]).rate);

const sum = (one: number | null, other: number | null): number | null =>
  one === null && other === null ? null : (one ?? 0) + (other ?? 0);

const used = (amount: unknown, limit: unknown) => ({ used: numberOf(amount), limit: numberOf(limit) });

/** Up to 3.x some statistics are texts where they cannot be had. */
const numberOf = (value: unknown): number | null =>
  typeof value === 'number' ? value : value instanceof Number ? Number(value) : null;
