import { type ClusterNode, getNodeWithMemory } from '../../api/nodes.js';
import { getWholeOverview, type Overview } from '../../api/overview.js';
import type { Properties, Term } from '../../format/term.js';
import type { Node } from '../cluster.js';
import type { Alarm } from './cluster-status.js';
import { getAlarms } from './get-alarms.js';
import { listenerJson } from './listener-purpose.js';

/** What HTTP knows of `status`: the keys of the real tool's JSON, without those that only the node has. Amounts are bytes. */
export interface NodeStatus {
  readonly node: ClusterNode;
  readonly overview: Overview;
  readonly alarms: readonly Alarm[];
  readonly memory: Readonly<Record<string, unknown>>;
}

/** Three requests at once, all answered by the node itself. */
export async function gatherNodeStatus(node: Node): Promise<NodeStatus> {
  const [overview, whole, alarms] = await Promise.all([
    getWholeOverview(node.api),
    getNodeWithMemory(node.api, node.name),
    getAlarms(node.api),
  ]);
  const memory = typeof whole.memory === 'object' && whole.memory !== null ? whole.memory : {};
  return { node: whole, overview, alarms, memory: memory as Readonly<Record<string, unknown>> };
}

/** The JSON object of `status`, as far as HTTP knows it. */
export function nodeStatusJson({ node, overview, alarms, memory }: NodeStatus): Properties {
  const known = {
    pid: node.os_pid === undefined ? undefined : Number(node.os_pid),
    uptime: node.uptime === undefined ? undefined : Math.floor(node.uptime / 1000),
    is_under_maintenance: node.being_drained,
    rabbitmq_version: overview.rabbitmq_version,
    erlang_version: overview.erlang_full_version,
    release_series_support_status: overview.release_series_support_status,
    processes: { used: node.proc_used, limit: node.proc_total },
    run_queue: node.run_queue,
    net_ticktime: node.net_ticktime,
    active_plugins: node.enabled_plugins,
    data_directory: node.db_dir,
    config_files: node.config_files,
    log_files: node.log_files,
    alarms: alarms.map((alarm) => ({ ...alarm, type: 'resource_limit' })),
    memory,
    vm_memory_calculation_strategy: node.mem_calculation_strategy,
    vm_memory_high_watermark_limit: node.mem_limit,
    file_descriptors: { total_used: node.fd_used, total_limit: node.fd_total },
    disk_free: node.disk_free,
    disk_free_limit: node.disk_free_limit,
    listeners: (overview.listeners ?? [])
      .filter((listener) => listener.node === node.name)
      .map(listenerJson(overview.rabbitmq_version ?? '')),
  };
  return withoutUndefined(known) as Properties;
}

/** An unknown fact is left out, at every depth, rather than printed as something it may not be. */
function withoutUndefined(value: unknown): Term {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null) return value as Term;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries.map(([key, field]) => [key, withoutUndefined(field)]));
}
