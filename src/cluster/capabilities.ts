/** From which version on something is there; `until` is the first version without it. */
interface Span {
  /** Where a series got it in a patch, one version a series, oldest first. */
  readonly since?: string | readonly string[];
  readonly until?: string;
}

/** Every difference between RabbitMQ versions that a command asks about. Each row says where it was seen. */
const features = {
  // GET /api/health/checks/*: rabbit_mgmt_dispatcher.erl, first tag that has them. A 404 before is no failed check.
  health_checks: { since: '3.8.10' },
  // rabbit_mgmt_wm_health_check_node_is_mirror_sync_critical.erl: gone with classic mirrored queues.
  mirror_sync_check: { since: '3.8.10', until: '4.0.0' },
  // …/metadata-store/initialized[/with-data].
  metadata_store_checks: { since: '4.0.6' },
  // …/quorum-queues-without-elected-leaders/*.
  elected_leader_checks: { since: '4.1.0' },
  // …/protocol-listener takes a list; is-in-service, ready-to-serve-clients, below-node-connection-limit.
  readiness_checks: { since: '4.1.1' },
  // …/reached-target-cluster-size.
  target_cluster_size_check: { since: '4.2.4' },
  // GET /api/version, without login.
  version_endpoint: { since: '4.0.5' },
  // /api/user-limits and /api/auth/attempts.
  user_limits: { since: '3.8.10' },
  auth_attempts: { since: '3.8.10' },
  // POST /api/rebalance/queues.
  rebalance: { since: '3.8.3' },
  // GET /api/queues?disable_stats=true&enable_queue_totals=true: rabbit_mgmt_util.erl.
  queue_totals: { since: '3.8.2' },
  // GET /api/queues/detailed.
  detailed_queues: { since: '3.13.0' },
  // /api/queues/quorum/…/replicas/*: back-ported into 3.11 and 3.12.
  quorum_replicas: { since: ['3.11.19', '3.12.1'] },
  // GET /api/queues/quorum/:vhost/:queue/status.
  quorum_status: { since: '3.13.7' },
  // GET /api/config/effective.
  effective_config: { since: ['3.9.27', '3.10.13', '3.11.5'] },
  // GET /api/auth/hash_password/:password.
  hash_password: { since: ['3.10.15', '3.11.8'] },
  // /api/connections/username/:username.
  connections_of_user: { since: '3.10.8' },
  // /api/deprecated-features[/used].
  deprecated_features: { since: '3.13.0' },
  // /api/vhosts/:vhost/deletion/protection.
  vhost_deletion_protection: { since: '4.0.6' },
  // DELETE …/restart of shovels and federation links.
  restart_links: { since: '3.8.10' },
  // GET /api/stream/:vhost/:queue/tracking; PUT /api/stream/super-streams/:vhost/:name.
  stream_tracking: { since: '3.13.0' },
  super_streams: { since: '4.1.1' },
  // Description and tags of a virtual host; PUT without them wipes them from here on (rabbit_mgmt_wm_vhost.erl).
  vhost_metadata: { since: '3.9.0' },
  // PUT /api/vhosts: the key is `defaultqueuetype` at first, `default_queue_type` later.
  vhost_default_queue_type: { since: '3.10.8' },
  vhost_default_queue_type_key: { since: '3.11.12' },
  // Users with the tag `protected` cannot be changed over HTTP.
  protected_users: { since: '4.2.0' },
  // `being_drained` in GET /api/nodes.
  being_drained: { since: '4.0.0' },
  // `erlang_version` of every node in GET /api/nodes, not only the answering one's in /api/overview.
  erlang_version_of_nodes: { since: '4.3.0' },
  // cluster_status_command.ex: RAM nodes went with Mnesia.
  ram_nodes: { until: '4.3.0' },
  // cluster_status_command.ex: total and per-node CPU cores, cluster tags.
  cluster_status_cpu_cores_and_tags: { since: '4.0.0' },
  // status_command.ex.
  status_crypto_library: { since: '3.10.0' },
  status_support_series: { since: '3.10.0' },
  status_tags: { since: '4.0.0' },
  status_file_descriptors: { until: '4.3.0' },
  status_sockets: { until: '4.0.0' },
  // add_user_command.ex: "Done. Don't forget to grant the user permissions …"; absent in 3.8.9, there in 3.10.8.
  add_user_done_line: { since: '3.10.0' },
  // add_user_command.ex: --pre-hashed-password; absent in 3.10.8, there in 4.0.5.
  pre_hashed_password: { since: '4.0.0' },
  // list_queues: leader and members of classic queues; empty in 3.10.8, the only node in 4.0.5.
  classic_queue_leader: { since: '4.0.0' },
  // list_queues: refused as unknown info keys in 3.10.8, there in 4.0.5.
  operator_policy_of_queue: { since: '4.0.0' },
  // delete_user of nobody: 67 in 3.10.8, done in 4.0.5.
  delete_unknown_user: { since: '4.0.0' },
  // The arguments of a queue are kept in the client's order in 3.10.8, sorted in 4.0.5.
  queue_arguments_sorted: { since: '4.0.0' },
  // join_cluster stops a running application, deletes its data and joins without asking; 3.10.8 refuses, 4.0.5 does it, Khepri or not.
  join_restarts_application: { since: '4.0.0' },
  // Titles bold and the maintenance state magenta even in pipes and JSON (output of 3.12 and before).
  escapes_in_pipes: { until: '3.13.0' },
} as const satisfies Readonly<Record<string, Span>>;

export type Feature = keyof typeof features;

/** True when RabbitMQ of that version (`3.10.8`, `4.3.0-rc.1`) has the feature. A version that cannot be read is a new one. */
export function has(version: string, feature: Feature): boolean {
  const { since, until }: Span = features[feature];
  return (
    (since === undefined || arrived(version, typeof since === 'string' ? [since] : since)) &&
    !(until !== undefined && !before(version, until))
  );
}

/** In the series of a back-port its patch decides, elsewhere the newest of them. */
function arrived(version: string, since: readonly string[]): boolean {
  const inSeries = since.find((first) => series(first) === series(version));
  return !before(version, inSeries ?? since.at(-1) ?? '0');
}

/** Negative, zero or positive, like every comparer. Release candidates count as their release. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  for (const index of [0, 1, 2]) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `3.10` of `3.10.8`. */
export const series = (version: string): string => numbers(version).slice(0, 2).join('.');

const before = (a: string, b: string): boolean => compareVersions(a, b) < 0;

function numbers(version: string): number[] {
  const match = /^(\d+)\.(\d+)(?:\.(\d+))?/.exec(version);
  return match ? match.slice(1).map((part) => Number(part ?? 0)) : [Number.MAX_SAFE_INTEGER];
}
