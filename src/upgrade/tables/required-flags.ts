import { compareVersions } from '../../cluster/capabilities.js';
import { seriesOf } from './upgrade-path.js';

/**
 * Flags that a series requires and its predecessors did not: read from the `required` stability in the source of each
 * series' tags (rabbit_core_ff.erl and each plugin's). 4.0's hold for 4.1 and 4.2, when they are reached from 3.13.
 */
const requiredFrom: Readonly<Record<string, readonly string[]>> = {
  '3.11': [
    'quorum_queue',
    'implicit_default_bindings',
    'virtual_host_metadata',
    'maintenance_mode_status',
    'user_limits',
  ],
  '3.12': [
    ...['classic_mirrored_queue_version', 'classic_queue_type_delivery_support', 'direct_exchange_routing_v2'],
    ...['feature_flags_v2', 'listener_records_in_ets', 'stream_queue', 'stream_single_active_consumer'],
    ...['tracking_records_in_ets', 'drop_unroutable_metric', 'empty_basic_get_metric'],
  ],
  '4.0': [
    ...['message_containers', 'restart_streams', 'stream_filtering', 'stream_sac_coordinator_unblock_group'],
    ...['stream_update_config_command', 'delete_ra_cluster_mqtt_node', 'mqtt_v5', 'rabbit_mqtt_qos0_queue'],
  ],
  '4.3': [
    ...['rabbitmq_4.0.0', 'rabbitmq_4.1.0', 'rabbitmq_4.2.0', 'khepri_db', 'quorum_queue_non_voters'],
    ...['message_containers_deaths_v2', 'rabbit_exchange_type_local_random', 'detailed_queues_endpoint'],
  ],
};

/**
 * Flags that must be on before the hop; of a hop that leaves series out, those of every one that is passed. Of a target that
 * is newer than this table, those that are known.
 */
export function flagsRequiredBefore(from: string, to: string): readonly string[] {
  return Object.entries(requiredFrom)
    .filter(([series]) => compareVersions(seriesOf(from), series) < 0 && compareVersions(series, seriesOf(to)) <= 0)
    .flatMap(([, flags]) => flags);
}
