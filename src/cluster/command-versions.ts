import { compareVersions } from './capabilities.js';

/** The first version that has it and the last one. */
interface Life {
  readonly since?: string;
  readonly last?: string;
}

/** Commands of the real tools that came after 3.8.9 or went before 4.3.6: the command modules at RabbitMQ's tags. */
export const commandVersions: Readonly<Record<string, Life>> = {
  activate_free_disk_space_monitoring: { since: '3.11.20' },
  activate_stream_consumer: { since: '4.1.2' },
  add_replica: { since: '3.8.10' },
  add_signing_key: { since: '3.13.0' },
  add_super_stream: { since: '3.10.0' },
  await_online_synchronized_mirror: { last: '3.13.7' },
  cancel_sync_queue: { last: '3.13.7' },
  change_cluster_node_type: { last: '4.2.9' },
  check_for_quorum_queues_without_an_elected_leader: { since: '4.0.8' },
  check_if_any_deprecated_features_are_used: { since: '3.13.0' },
  check_if_cluster_has_classic_queue_mirroring_policy: { since: '3.13.0' },
  check_if_metadata_store_is_initialized: { since: '4.0.6' },
  check_if_metadata_store_is_initialized_with_data: { since: '4.0.6' },
  check_if_new_quorum_queue_replicas_have_finished_initial_sync: { since: '3.13.0' },
  clear_auth_backend_cache: { since: '4.0.7' },
  clear_user_limits: { since: '3.8.10' },
  close_all_user_connections: { since: '3.8.12' },
  coordinator_status: { since: '3.13.0' },
  deactivate_free_disk_space_monitoring: { since: '3.11.20' },
  decommission_mqtt_node: { last: '3.13.7' },
  delete_replica: { since: '3.8.10' },
  delete_super_stream: { since: '3.10.0' },
  disable_auth_attempt_source_tracking: { since: '3.8.10' },
  disable_vhost_deletion_protection: { since: '4.0.6' },
  enable_auth_attempt_source_tracking: { since: '3.8.10' },
  enable_vhost_deletion_protection: { since: '4.0.6' },
  force_checkpoint: { since: '4.1.1' },
  force_standalone_khepri_boot: { since: '3.13.0' },
  grow_to_count: { since: '4.3.0' },
  has_reached_target_cluster_size: { since: '4.2.4' },
  list_amqp10_connections: { last: '3.13.7' },
  list_channel_interceptors: { since: '4.3.6' },
  list_deprecated_features: { since: '3.13.0' },
  list_node_auth_attempt_stats: { since: '3.8.10' },
  list_operator_policies_with_classic_queue_mirroring: { since: '3.13.0' },
  list_policies_that_match: { since: '3.11.26' },
  list_policies_with_classic_queue_mirroring: { since: '3.13.0' },
  list_stream_connections: { since: '3.8.10' },
  list_stream_consumer_groups: { since: '3.11.0' },
  list_stream_consumers: { since: '3.8.10' },
  list_stream_group_consumers: { since: '3.11.0' },
  list_stream_publishers: { since: '3.8.10' },
  list_stream_tracking: { since: '3.13.0' },
  list_trust_store_certificates: { since: '4.2.6' },
  list_user_limits: { since: '3.8.10' },
  list_web_mqtt_connections: { since: '3.13.1' },
  message_size_stats: { since: '4.2.0' },
  metadata_store_status: { since: '3.13.0' },
  peek: { since: '3.8.10' },
  'queues transfer_leadership': { since: '4.2.9' },
  reclaim_quorum_memory: { since: '3.8.10' },
  reconcile_vhosts: { since: '3.13.4' },
  refresh_trust_store: { since: '4.2.6' },
  remote_shell: { since: '3.8.15' },
  remove_classic_queue_mirroring_from_policies: { since: '3.13.0' },
  reset_node_auth_attempt_metrics: { since: '3.8.10' },
  reset_offset: { since: '4.2.0' },
  restart_stream: { since: '3.12.0' },
  schema_info: { last: '4.2.9' },
  set_channel_interceptor_priorities: { since: '4.3.6' },
  set_permissions_globally: { since: '3.10.18' },
  set_stream_retention_policy: { since: '3.8.10', last: '4.0.9' },
  set_user_limits: { since: '3.8.10' },
  set_vhost_tags: { since: '3.8.22' },
  stream_status: { since: '3.9.0' },
  'streams grow': { since: '4.2.3' },
  'streams shrink': { since: '4.2.3' },
  'streams transfer_leadership': { since: '4.2.9' },
  sync_queue: { last: '3.13.7' },
  update_vhost_metadata: { since: '3.11.14' },
};

/** Whether that version has a command of that name (`streams grow`). */
export function hasCommand(version: string, name: string): boolean {
  const { since, last } = commandVersions[name] ?? {};
  return (
    (since === undefined || compareVersions(version, since) >= 0) &&
    (last === undefined || compareVersions(version, last) <= 0)
  );
}

/** `from 3.8.10 on`; undefined for what every version has. */
export function lifeOf(name: string): string | undefined {
  const life = commandVersions[name];
  if (life === undefined) return undefined;
  if (life.since === undefined) return `up to ${life.last}`;
  return life.last === undefined ? `from ${life.since} on` : `from ${life.since} to ${life.last}`;
}
