import type { Mask } from '../masks.js';
import { type Row, shell, type ToolName } from '../row.js';

/** 3.8 has no rabbitmq-streams. */
const of = (tool: ToolName, ...argv: string[]): Row => ({
  ...{ argv, tool },
  ...(tool === 'rabbitmq-streams' ? { since: '3.9.0' } : {}),
});
const said = (...argv: string[]): Row => of('rabbitmq-diagnostics', ...argv);
const json = ['--formatter', 'json'];

/** Two runs of a tool are two processes, and the world goes on. */
const moves: Mask = { text: /\d+/g };
/** Which processes look stuck is another question each time. */
const suspects = /\n(?: {2,}|[^\n]*\[\{pid,)[^\n]*/g;
/** Shares of time, in columns as wide as they are. */
const shares: Mask = { text: /[ \d.%]+/g };
/** Of a long text only what its parts are called: each has rows of its own. */
const headings: Mask = { drop: /^(?!.* \.\.\.$).*\n?/gm };

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
  { argv: ['eval'], stdin: 'node().' },
  { argv: ['eval'], stdin: '' },
  { argv: ['eval'], stdin: 'foo bar.' },
  { argv: ['eval', '--formatter', 'json'], stdin: 'node().', until: '4.0.0' },
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
  { ...said('discover_peers'), mask: moves },
  said('erlang_cookie_hash'),
  { ...said('erlang_cookie_sources'), mask: moves },
  said('is_booting'),
  { ...said('list_network_interfaces'), mask: moves },
  { ...said('log_tail', '-N', '1'), mask: moves },
  { ...said('maybe_stuck'), mask: { ...moves, drop: suspects } },
  said('os_env'),
  said('resolve_hostname', 'localhost', '--address-family', 'IPv6', '--offline'),
  said('resolver_info', ...json),
  { ...said('runtime_thread_stats', '-i', '1'), mask: shares },
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
  { argv: ['exec', '{:ok, "é", 1..3}', '--offline'], code: 0 },
  { argv: ['exec', 'raise "oops"'] },
  { argv: ['exec', '%{a: 1}', '--formatter', 'json'] },
  { argv: ['update_cluster_nodes', 'rabbit@nobody'], since: '4.0.0' },
  { argv: ['force_gc'] },
  { argv: ['eval_file', '/no/such/file'] },
  said('observer', '--interval', 'x'),
  said('remote_shell', 'a'),
  { argv: ['report'], mask: headings },
  { argv: ['schema_info'], unordered: true },
  { argv: ['wait'] },
  { argv: ['wait', '/no/such/file', '-t', '1'], only: 'exit code' },
  { argv: ['shutdown', 'a'] },
  { argv: ['hipe_compile', '/tmp/hipe'], until: '4.0.0' },
  { argv: ['hipe_compile', '/no/such/hipe'], until: '4.0.0' },
  { argv: ['hipe_compile', '/tmp/hipe'], only: 'exit code', since: '4.0.0', name: 'hipe_compile, gone' },
  { argv: ['change_cluster_node_type', 'disc'] },
  // Of a later version's tool, which lacks it, ours has not heard when it refuses the word.
  { argv: ['change_cluster_node_type', 'stone'], until: '4.3.0' },
  { argv: ['rename_cluster_node', 'a'] },
  { argv: ['force_standalone_khepri_boot', 'a'] },
  said('consume_event_stream', '--duration', 'x'),
  { ...said('consume_event_stream', '--duration', '1', '--pattern', '^nothing$'), code: 0 },
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
  {
    argv: ['eval_file', '/tmp/rabbitctl-parity.erl'],
    setup: [shell(1, 'echo \'{node(), "é"}.\' > /tmp/rabbitctl-parity.erl; chmod a+r /tmp/rabbitctl-parity.erl')],
    code: 0,
  },
];
