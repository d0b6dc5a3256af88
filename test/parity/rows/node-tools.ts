import type { Mask } from '../masks.js';
import type { Row, ToolName } from '../row.js';

const of = (tool: ToolName, ...argv: string[]): Row => ({ argv, tool });
const said = (...argv: string[]): Row => of('rabbitmq-diagnostics', ...argv);
const json = ['--formatter', 'json'];

/** Two runs of a tool are two processes, and the world goes on. */
const moves: Mask = { text: /\d+/g };

/** What only the node's own tool can tell: the words go there and what it says comes back unchanged. */
export const nodeToolRows: readonly Row[] = [
  said('certificates'),
  said('cipher_suites', '--format', 'openssl', '--all', ...json),
  said('cipher_suites', '--format', 'stone'),
  said('erlang_cookie_hash', ...json),
  said('is_booting', ...json),
  said('resolve_hostname', 'localhost'),
  said('resolve_hostname'),
  { ...said('metadata_store_status'), mask: moves, since: '4.0.0' },
  { argv: ['exec', 'IO.puts("a b $HOME `x` \\" é")'] },
  { argv: ['eval', 'node().'] },
  { argv: ['eval', '"a b $HOME `x`".', '--formatter', 'json'] },
  { argv: ['eval', '_1.', 'one'] },
  { argv: ['eval', 'foo bar.'] },
  { argv: ['eval', '1/0.'], only: 'exit code' },
  { ...of('rabbitmq-streams', 'grow', 'rabbit@HOST1', 'all'), topic: 'streams' },
  { ...of('rabbitmq-streams', 'shrink', 'rabbit@HOST1'), topic: 'streams' },
  { ...of('rabbitmq-streams', 'transfer_leadership', 'nobody', 'rabbit@HOST1'), topic: 'streams' },
  { ...of('rabbitmq-queues', 'transfer_leadership', 'nobody', 'rabbit@HOST1'), topic: 'queues' },
  { argv: ['stop', 'a', 'b'] },
  { argv: ['force_boot'] },
];

/** The same of further commands: the tool is only compared with itself. */
export const moreNodeToolRows: readonly Row[] = [
  said('cipher_suites', '--format', 'erlang'),
  said('command_line_arguments'),
  { ...said('discover_peers'), only: 'exit code' },
  said('erlang_cookie_hash'),
  { ...said('erlang_cookie_sources'), only: 'exit code' },
  said('is_booting'),
  { ...said('list_network_interfaces'), mask: moves },
  { ...said('log_tail', '-N', '1'), mask: moves },
  { ...said('maybe_stuck'), only: 'exit code' },
  said('os_env'),
  said('resolve_hostname', 'localhost', '--address-family', 'IPv6', '--offline'),
  said('resolver_info', ...json),
  { ...said('runtime_thread_stats', '-i', '1'), only: 'exit code' },
  said('tls_versions'),
  { ...said('message_size_stats'), since: '4.3.0' },
  of('rabbitmq-queues', 'check_if_new_quorum_queue_replicas_have_finished_initial_sync'),
  of('rabbitmq-queues', 'peek', 'nobody', '1'),
  of('rabbitmq-queues', 'peek', 'nobody'),
  of('rabbitmq-queues', 'reclaim_quorum_memory', 'nobody'),
  of('rabbitmq-streams', 'add_replica', 'nobody', 'rabbit@HOST1'),
  of('rabbitmq-streams', 'delete_replica', 'nobody', 'rabbit@HOST1'),
  of('rabbitmq-streams', 'restart_stream', 'nobody'),
  of('rabbitmq-streams', 'set_stream_retention_policy', 'nobody', '7D'),
  of('rabbitmq-streams', 'coordinator_status'),
  { argv: ['rotate_logs'] },
  { argv: ['reconcile_vhosts'], since: '4.0.0' },
  { argv: ['exec', '1 +'] },
  { argv: ['update_cluster_nodes', 'rabbit@nobody'], since: '4.0.0' },
  { argv: ['force_gc'] },
  { argv: ['eval_file', '/no/such/file'] },
  said('observer', '--interval', 'x'),
  said('remote_shell', 'a'),
  { argv: ['report'], only: 'exit code' },
  { argv: ['schema_info'], only: 'exit code', until: '4.3.0' },
  { argv: ['wait'] },
  { argv: ['wait', '/no/such/file', '-t', '1'], only: 'exit code' },
  { argv: ['shutdown', 'a'] },
  { argv: ['change_cluster_node_type', 'disc'], until: '4.3.0' },
  { argv: ['change_cluster_node_type', 'stone'] },
  { argv: ['rename_cluster_node', 'a'] },
  { argv: ['force_standalone_khepri_boot', 'a'] },
  said('consume_event_stream', '--duration', 'x'),
  of('rabbitmq-queues', 'grow_to_count', '3', 'all'),
  of('rabbitmq-queues', 'force_checkpoint', 'a'),
];

export const nodeToolChangeRows: readonly Row[] = [
  { argv: ['set_log_level', 'info'] },
  { argv: ['set_log_level', 'connection', 'info'] },
  { argv: ['set_log_level', 'stone'] },
  { argv: ['set_disk_free_limit', '50MB'] },
  { argv: ['set_disk_free_limit', 'mem_relative', '0.01'] },
  { argv: ['set_disk_free_limit', 'stone'] },
  { argv: ['set_vm_memory_high_watermark', '0.4'] },
  { argv: ['set_vm_memory_high_watermark', 'absolute', '2GB'] },
  { argv: ['set_vm_memory_high_watermark', '7'] },
  { argv: ['set_vm_memory_high_watermark', '0.4'], name: 'set_vm_memory_high_watermark back' },
  of('rabbitmq-diagnostics', 'enable_auth_attempt_source_tracking'),
  of('rabbitmq-diagnostics', 'disable_auth_attempt_source_tracking'),
  of('rabbitmq-diagnostics', 'deactivate_free_disk_space_monitoring'),
  of('rabbitmq-diagnostics', 'activate_free_disk_space_monitoring'),
  { argv: ['suspend_listeners'] },
  { argv: ['resume_listeners'] },
  of('rabbitmq-upgrade', 'drain'),
  of('rabbitmq-upgrade', 'revive'),
];
