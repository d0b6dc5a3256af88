/** From which version on something is there; `until` is the first version without it. */
interface Span {
  readonly since?: string;
  readonly until?: string;
}

/** Every difference between RabbitMQ versions that a command asks about, and no other. Each row says where it was seen. */
export const features = {
  // cluster_status_command.ex: RAM nodes went with Mnesia.
  ram_nodes: { until: '4.3.0' },
  // cluster_status_command.ex: total and per-node CPU cores, cluster tags.
  cluster_status_cpu_cores_and_tags: { since: '4.0.0' },
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
  // PUT of a virtual host that is there: 3.8.9 leaves description and tags as they are.
  vhost_metadata_over_http: { since: '3.9.0' },
  // rabbit_mgmt_wm_vhost_deletion_protection, and two columns of list_vhosts: not in 4.0.5.
  vhost_deletion_protection: { since: '4.0.6' },
  // clear_permissions, clear_topic_permissions of nobody or nowhere: 67 or 69 in 3.10.8, done in 4.0.5.
  clear_permissions_of_nobody: { since: '4.0.0' },
  // The arguments of a queue are kept in the client's order in 3.10.8, sorted in 4.0.5.
  queue_arguments_sorted: { since: '4.0.0' },
  // join_cluster stops a running application, deletes its data and joins without asking; 3.10.8 refuses, 4.0.5 does it, Khepri or not.
  join_restarts_application: { since: '4.0.0' },
  // check_local_alarms: a no-op that is called deprecated in 4.3 (check_local_alarms_command.ex).
  local_alarms_check: { until: '4.3.0' },
  // Classic queue mirroring went with 4.0: its commands are no-ops, or not there; sync_queue and cancel_sync_queue are gone.
  mirrored_queues: { until: '4.0.0' },
  // list_policies_with_classic_queue_mirroring_command.ex and its like came with 3.13; since 4.0 they end in undef.
  lists_of_mirroring_policies: { since: '3.13.0', until: '4.0.0' },
  // The CSV of 3.8.9's tool has \t, \n, \r for these in a field; that of 3.10.8 has them as they are.
  controls_escaped_in_csv: { until: '3.9.0' },
  // rabbitmq_cli core/json.ex: numbers in 4.0.5, text in 4.3.6.
  charlists_are_text_in_json: { since: '4.3.0' },
  // AddUaaKeyCommand (rabbitmq_auth_backend_oauth2): "UAA" until add_signing_key came with 3.13.
  signing_key_of_oauth: { since: '3.13.0' },
  // check_certificate_expiration_command.ex: the banner speaks of all certificates in 4.3.
  all_certificates_in_banner: { since: '4.3.0' },
  // await_online_quorum_plus_one_command.ex: streams too, not in 3.10.8, there in 4.0.5.
  quorum_wait_of_streams: { since: '4.0.0' },
  // rabbit_pbe: aes_256_cbc, sha512, 1000 rounds in 3.8.9; aes_128_cbc, sha256, one round in 3.10.8.
  fast_default_encryption: { since: '3.9.0' },
  // node_health_check_command.ex: a no-op in 4.0.5.
  node_health_check: { until: '4.0.0' },
  // What is not found: 69 in 3.10.8, 65 in 4.0.5 (default_output.ex).
  not_found_is_data_error: { since: '4.0.0' },
  // delete_queue --if-empty, --if-unused: a refusal is 64 in 3.10.8; 4.0.5 prints an Erlang term and ends with 69.
  delete_queue_refused_with_64: { until: '4.0.0' },
  // rabbit_stream_super_stream_mgmt: PUT /api/stream/super-streams; not in 4.1.0, there in 4.1.1.
  super_streams_over_http: { since: '4.1.1' },
  // The banner of add_super_stream says so in 3.10.8, not in 4.0.5.
  super_streams_experimental: { until: '4.0.0' },
  // rabbit_mgmt_wm_quorum_queue_replicas_*: in 3.11.19 and 3.12.1, not before.
  quorum_members_over_http: { since: '3.12.1' },
  // add_member, grow: --membership, and a refusal of nodes that are no members; neither in 3.10.8, both in 4.0.5.
  quorum_membership: { since: '4.0.0' },
  // quorum_status, add_member: the banners speak of quorum queues and replicas in 4.0.5, of queues and members in 4.3.6.
  members_of_any_queue: { since: '4.3.0' },
  // rabbit_mgmt_wm_quorum_queue_status.
  quorum_status_over_http: { since: '3.13.7' },
  // /api/connections without statistics has a new connection at once in 3.10.8 and 4.0.5, after a second or more in 4.3.6.
  connections_listed_at_once: { until: '4.1.0' },
  // check_if_node_is_quorum_critical: the banner and the sentences speak of quorum queues in 3.10.8, of queues/streams in 4.0.5.
  quorum_check_of_streams: { since: '4.0.0' },
  // list_channels: refused as an unknown info key in 4.0.5, there in 3.10.8.
  global_prefetch_of_channel: { until: '4.0.0' },
  // list_mqtt_connections, list_stream_connections and the like: other columns and defaults in 3.10.8.
  plugin_lists_over_http: { since: '4.0.0' },
  // list_deprecated_features_command.ex: a column more, and drawn as pretty_table; not in 4.0.5, from 4.2.0 on.
  state_of_deprecated_features: { since: '4.2.0' },
  // core/listeners.ex: "over WebSockets" in 4.0.6, "over WebSocket" from 4.1.0 on.
  one_websocket: { since: '4.1.0' },
  // rabbit_auth_backend_internal MAX_USER_TAGS: not in 4.3.0, there in 4.3.2.
  limit_of_user_tags: { since: '4.3.2' },
  // import_definitions_command.ex: the last line ends with "Watch target node logs for completion."; absent in 3.10.8, there in 4.0.5.
  import_names_node_log: { since: '4.0.0' },
  // rabbit_mgmt_wm_user_limits, set_user_limits_command.ex: in 3.8.10, not in 3.8.9.
  user_limits: { since: '3.8.10' },
  // information_unit.ex: mib and the like; neither in 3.8.9 nor in 3.10.8.
  binary_units: { since: '3.13.0' },
  // import_definitions_command.ex: --skip-if-unchanged; refused in 3.8.9, there in 3.10.8.
  skip_if_unchanged: { since: '3.10.0' },
  // list_queues_command.ex: leader, members and online came with 3.8.10, consumer_capacity with 3.8.13.
  leader_of_queue: { since: '3.8.10' },
  consumer_capacity_of_queue: { since: '3.8.13' },
  // list_vhosts_command.ex, add_vhost_command.ex: the column and the option; neither in 3.8.9, both in 3.10.8.
  default_queue_type: { since: '3.10.8' },
  // delete_queue_command.ex: "deleted with 3 messages" in 3.8.9, "with 3 ready messages" in 3.10.8.
  delete_queue_says_ready: { since: '3.10.0' },
  // encode_command.ex, decode_command.ex: "Encrypting value ..." up to 3.13.
  advanced_config_in_banner: { since: '4.0.0' },
  // decode_command.ex: a blank before the dots in 3.8.9, none in 3.10.8.
  decode_dots_apart: { until: '3.10.0' },
  // eval without an expression: with any option the tool of 4.0.5 waits for ever (-noinput), that of 3.10.8 reads stdin.
  stdin_beside_options: { until: '4.0.0' },
  // RestartShovelCommand: a shovel of any node since 3.10.0. ShovelStatusCommand: those of all nodes since 3.13.2, and the
  // protocols of one that is starting, empty, since 3.13.3.
  restart_shovel_of_any_node: { since: '3.10.0' },
  shovel_status_of_cluster: { since: '3.13.2' },
  protocols_of_starting_shovel: { since: '3.13.3' },
  // list_policies_that_match as JSON: [["max-length",5]] in 4.0.5, {"max-length":5} in 4.3.6.
  definitions_are_objects_in_json: { since: '4.3.0' },
  // unsupported_policies of rabbit_classic_queue lost queue-leader-locator with 4.0, those of rabbit_quorum_queue and
  // rabbit_stream_queue single-active-consumer with 4.2.
  leader_locator_of_classic_queue: { since: '4.0.0' },
  single_active_consumer_of_any_queue: { since: '4.2.0' },
} as const satisfies Readonly<Record<string, Span>>;

export type Feature = keyof typeof features;

/** True when RabbitMQ of that version (`3.10.8`, `4.3.0-rc.1`) has the feature. A version that cannot be read is a new one. */
export function has(version: string, feature: Feature): boolean {
  const { since, until }: Span = features[feature];
  return !(since !== undefined && before(version, since)) && !(until !== undefined && !before(version, until));
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

const before = (a: string, b: string): boolean => compareVersions(a, b) < 0;

function numbers(version: string): number[] {
  const match = /^(\d+)\.(\d+)(?:\.(\d+))?/.exec(version);
  return match ? match.slice(1).map((part) => Number(part ?? 0)) : [Number.MAX_SAFE_INTEGER];
}
