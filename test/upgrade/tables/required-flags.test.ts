import { expect, it } from 'vitest';
import { flagsRequiredBefore } from '../../../src/upgrade/tables/required-flags.js';

const of311 = [
  'implicit_default_bindings',
  'maintenance_mode_status',
  'quorum_queue',
  'user_limits',
  'virtual_host_metadata',
];
const of312 = [
  ...['classic_mirrored_queue_version', 'classic_queue_type_delivery_support', 'direct_exchange_routing_v2'],
  ...['drop_unroutable_metric', 'empty_basic_get_metric', 'feature_flags_v2', 'listener_records_in_ets'],
  ...['stream_queue', 'stream_single_active_consumer', 'tracking_records_in_ets'],
];
const of40 = [
  ...['delete_ra_cluster_mqtt_node', 'message_containers', 'mqtt_v5', 'rabbit_mqtt_qos0_queue', 'restart_streams'],
  ...['stream_filtering', 'stream_sac_coordinator_unblock_group', 'stream_update_config_command'],
];
const of43 = [
  ...['detailed_queues_endpoint', 'khepri_db', 'message_containers_deaths_v2', 'quorum_queue_non_voters'],
  ...['rabbit_exchange_type_local_random', 'rabbitmq_4.0.0', 'rabbitmq_4.1.0', 'rabbitmq_4.2.0'],
];

it.each([
  ['3.7.28', '3.8.9', []],
  ['3.8.9', '3.9.0', []],
  ['3.9.29', '3.10.8', []],
  ['3.10.8', '3.11.0', of311],
  ['3.11.18', '3.12.0', of312],
  ['3.12.14', '3.13.7', []],
  ['3.13.7', '4.0.1', of40],
  ['3.13.7', '4.1.0', of40],
  ['3.13.7', '4.2.10', of40],
  ['4.0.5', '4.1.0', []],
  ['4.0.5', '4.2.0', []],
  ['4.1.8', '4.2.3', []],
  ['4.2.10', '4.3.6', of43],
  ['4.2.10', '4.3.0-rc.1', of43],
  ['4.0.5', '4.0.9', []],
  ['4.3.0', '4.3.6', []],
  ['4.3.6', '4.4.0', []],
])('%s → %s requires %j', (from, to, flags) => {
  expect(flagsRequiredBefore(from, to).toSorted()).toEqual(flags);
});

it.each([
  ['3.8.9', '3.12.0', [...of311, ...of312]],
  ['3.8.9', '4.3.6', [...of311, ...of312, ...of40, ...of43]],
  ['4.0.5', '4.3.6', of43],
  ['4.0.5', '5.0.0', of43],
  ['3.6.16', '3.11.0', of311],
])('%s → %s, which leaves series out, requires those of all that it passes', (from, to, flags) => {
  expect(flagsRequiredBefore(from, to).toSorted()).toEqual(flags.toSorted());
});
