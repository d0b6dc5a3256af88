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
  said('cipher_suites', '--format', 'erlang'),
  said('cipher_suites', '--format', 'openssl', '--all', ...json),
  said('cipher_suites', '--format', 'stone'),
  said('command_line_arguments'),
  { ...said('discover_peers'), only: 'exit code' },
  said('erlang_cookie_hash'),
  said('erlang_cookie_hash', ...json),
  { ...said('erlang_cookie_sources'), only: 'exit code' },
  said('is_booting'),
  said('is_booting', ...json),
  { ...said('list_network_interfaces'), mask: moves },
  { ...said('log_tail', '-N', '1'), mask: moves },
  { ...said('maybe_stuck'), only: 'exit code' },
  said('os_env'),
  said('resolve_hostname', 'localhost'),
  said('resolve_hostname', 'localhost', '--address-family', 'IPv6', '--offline'),
  said('resolve_hostname'),
  said('resolver_info', ...json),
  { ...said('runtime_thread_stats', '-i', '1'), only: 'exit code' },
  said('tls_versions'),
  { ...said('metadata_store_status'), mask: moves, since: '4.0.0' },
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
  { argv: ['exec', 'IO.puts("a b $HOME `x` \\" é")'] },
  { argv: ['exec', '1 +'] },
  { argv: ['update_cluster_nodes', 'rabbit@nobody'], since: '4.0.0' },
  { argv: ['force_gc'] },
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
