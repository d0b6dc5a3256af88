import { type ManagementApi, path } from './management-api.js';
import { asRecord, columnList, objectOf } from './shapes.js';

/** What a node says about itself and its cluster. Every management user may ask. */
export interface Overview {
  /** The node that answered: `rabbit@mq1`. */
  readonly node?: string;
  readonly cluster_name?: string;
  readonly rabbitmq_version?: string;
  /** `rabbitmq_version` as the product calls itself; since 3.8.3. */
  readonly product_name?: string;
  readonly product_version?: string;
  readonly management_version?: string;
  readonly erlang_version?: string;
  readonly erlang_full_version?: string;
  readonly cluster_tags?: Readonly<Record<string, unknown>>;
  readonly node_tags?: Readonly<Record<string, unknown>>;
  readonly default_queue_type?: string;
  readonly release_series_support_status?: string;
  readonly rates_mode?: string;
  readonly disable_stats?: boolean;
  readonly enable_queue_totals?: boolean;
  readonly statistics_db_event_queue?: number;
  readonly object_totals?: {
    readonly channels?: number;
    readonly connections?: number;
    readonly consumers?: number;
    readonly exchanges?: number;
    readonly queues?: number;
  };
  readonly queue_totals?: {
    readonly messages?: number;
    readonly messages_ready?: number;
    readonly messages_unacknowledged?: number;
  };
  /** Of every node of the cluster that runs. */
  readonly listeners?: readonly Listener[];
  readonly contexts?: readonly Readonly<Record<string, unknown>>[];
}

export interface Listener {
  readonly node?: string;
  /** `amqp`, `amqp/ssl`, `clustering`, `http`, `https`, … */
  readonly protocol?: string;
  readonly ip_address?: string;
  readonly port?: number;
}

/**
 * One request, small and quick: without the listeners, which come with the statistics; without statistics the answer
 * names the node to users of every tag. Throws what ManagementApi.request throws.
 */
export async function getOverview(api: ManagementApi, columns?: readonly string[]): Promise<Overview> {
  const query = { disable_stats: true, columns: columnList(columns) };
  return objectOf(api, await api.request('GET', path`overview`, { query }));
}

/** The part that tells who answers, and in which version. */
export const identity: readonly string[] = ['node', 'rabbitmq_version', 'erlang_version'];

/** The same with everything in it. */
export async function getWholeOverview(api: ManagementApi): Promise<Overview> {
  return objectOf(api, await api.request('GET', path`overview`));
}

/** Every listener that the cluster knows of; empty for users without the monitoring tag. Throws like `getOverview`. */
export async function getListeners(api: ManagementApi): Promise<readonly Listener[]> {
  const answer = asRecord(await api.request('GET', path`overview`, { query: { columns: 'listeners' } }));
  return Array.isArray(answer.listeners) ? answer.listeners.map(asRecord) : [];
}
