import type { Row, ToolName } from '../row.js';

const of = (tool: ToolName, line: string, more: Partial<Row> = {}): Row => ({
  ...{ argv: line.split(' '), tool },
  ...(tool === 'rabbitmq-plugins' ? { topic: 'plugins' } : {}),
  ...more,
});
const ctl = (line: string, more: Partial<Row> = {}): Row => of('rabbitmqctl', line, more);
const said = (line: string): Row => of('rabbitmq-diagnostics', line);

/** What the tools refuse before they connect to a node; ours does so without a connection to its machine. */
export const wrongWordRows: readonly Row[] = [
  ...['resolve_hostname localhost --address-family IPv5', 'resolve_hostname a b', 'os_env extra', 'log_tail extra'].map(
    said,
  ),
  ...['cipher_suites --format', 'consistent_hash_exchange_ring_state', 'observer extra', 'os_env --nonsense'].map(said),
  ...['set_disk_free_limit', 'set_disk_free_limit mem_relative', 'set_disk_free_limit mem_relative .5'].map((line) =>
    ctl(line),
  ),
  ...['set_disk_free_limit 50stone', 'set_disk_free_limit 1.5GB', 'set_disk_free_limit 50MB extra'].map((line) =>
    ctl(line),
  ),
  ...['', ' x', ' .4', ' -1', ' 1.5', ' 0.4 0.5', ' absolute', ' absolute x', ' absolute 1stone'].map((words) =>
    ctl(`set_vm_memory_high_watermark${words}`),
  ),
  ...['set_log_level', 'set_log_level INFO', 'wait a b', 'wait /a --pid 3', 'exec', 'exec a b', 'eval a b'].map(
    (line) => ctl(line),
  ),
  ...['rotate_logs extra', 'force_gc extra', 'start_app extra', 'force_boot extra', 'suspend_listeners extra'].map(
    (line) => ctl(line),
  ),
  ...['join_cluster', 'join_cluster a b', 'forget_cluster_node', 'update_cluster_nodes', 'rename_cluster_node'].map(
    (line) => ctl(line),
  ),
  ctl('join_cluster rabbit@x --disc --ram', { until: '4.3.0' }),
  ctl('change_cluster_node_type', { until: '4.3.0' }),
  ctl('schema_info nonsense', { until: '4.3.0' }),
  ...['peek', 'peek q x', 'peek q -1', 'peek q 0', 'reclaim_quorum_memory'].map((line) =>
    of('rabbitmq-queues', line, { since: '3.8.10' }),
  ),
  ...['add_replica a', 'delete_replica a b c'].map((line) => of('rabbitmq-streams', line, { since: '3.9.0' })),
  ...['drain extra', 'revive extra'].map((line) => of('rabbitmq-upgrade', line)),
  ...['list -m -v', 'directories --online --offline', 'enable', 'disable', 'enable --all rabbitmq_shovel'].map((line) =>
    of('rabbitmq-plugins', line),
  ),
  ...['enable x --online --offline', 'disable --all x', 'set x --online --offline', 'list a b'].map((line) =>
    of('rabbitmq-plugins', line),
  ),
];
