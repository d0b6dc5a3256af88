import { type ManagementApi, path } from './management-api.js';
import { columnList, listOf, objectOf } from './shapes.js';

/** A member of the cluster. One that is down has only `name`, `type` and `running`. */
export interface ClusterNode {
  readonly name?: string;
  /** `disc` or `ram`. */
  readonly type?: string;
  readonly running?: boolean;
  readonly being_drained?: boolean;
  readonly os_pid?: string;
  /** ms. */
  readonly uptime?: number;
  readonly processors?: number;
  readonly partitions?: readonly string[];
  readonly enabled_plugins?: readonly string[];
  readonly applications?: readonly Readonly<Record<string, unknown>>[];
  readonly config_files?: readonly string[];
  readonly log_files?: readonly string[];
  readonly db_dir?: string;
  readonly net_ticktime?: number;
  /** Bytes. */
  readonly mem_used?: number;
  readonly mem_limit?: number;
  readonly mem_alarm?: boolean;
  readonly mem_calculation_strategy?: string;
  readonly disk_free?: number;
  readonly disk_free_limit?: number;
  readonly disk_free_alarm?: boolean;
  readonly fd_used?: number;
  readonly fd_total?: number;
  readonly sockets_used?: number;
  readonly sockets_total?: number;
  readonly proc_used?: number;
  readonly proc_total?: number;
  readonly run_queue?: number;
  readonly [column: string]: unknown;
}

/** All nodes of the cluster, running or not. Needs the tag monitoring. */
export async function listNodes(api: ManagementApi, columns?: readonly string[]): Promise<readonly ClusterNode[]> {
  // The names alone need no statistics, and come at once.
  const onlyNames = columns?.every((column) => column === 'name') === true;
  const query = { columns: columnList(columns), ...(onlyNames && { disable_stats: true }) };
  return listOf(api, await api.request('GET', path`nodes`, { query }));
}

/**
 * One node by its name (`rabbit@mq1`), with `memory`: what uses how much of it, in bytes. Asked of whichever node `api`
 * talks to. Throws NotFound; up to 3.x ApiUnavailable (HTTP 500).
 */
export async function getNodeWithMemory(api: ManagementApi, name: string): Promise<ClusterNode> {
  return objectOf(api, await api.request('GET', path`nodes/${name}`, { query: { memory: true } }));
}
