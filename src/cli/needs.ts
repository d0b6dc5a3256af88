import { lifeOf } from '../cluster/command-versions.js';
import type { AnyDefinition } from './command.js';
import { wholeClusterNeeds } from './whole-cluster-needs.js';

/** What a command needs of the node, a line each: how it is reached, which tag the user has, which plugin, which version. */
export function needsOf(name: string, definition: AnyDefinition): readonly string[] {
  const plugin = pluginOf(name);
  const life = lifeOf(name);
  return [
    ...reached(name, definition),
    ...(plugin === undefined ? [] : [`the plugin ${plugin}`]),
    ...(life === undefined ? [] : [`RabbitMQ ${life}`]),
  ];
}

function reached(name: string, { tool, section, byOwnTool, about }: AnyDefinition): readonly string[] {
  if (here.includes(name)) return ['nothing: it is done on this machine'];
  if (section === 'whole_cluster') return wholeClusterNeeds(name);
  const ssh = `SSH to ${about === 'node' ? 'the node' : 'a node'}, and sudo there`;
  if (byOwnTool === true) return [`${ssh}, for its own ${tool}`];
  const http = overHttp(tagOf(name));
  return tool === undefined ? [http] : [http, `where HTTP cannot answer: ${ssh}`];
}

const overHttp = (tag: string): string => `HTTP: rabbitmq_management, and a user with the tag ${tag}`;

const words = (all: string): readonly string[] => all.trim().split(/\s+/);

const here = words(`
  autocomplete completion decode decrypt_conf_value encode encrypt_conf_value hash_password install-links settings`);

/** The routes' least tags (rabbit_mgmt_wm_*: is_authorized_admin, is_authorized_policies, is_authorized_monitor). */
function tagOf(name: string): string {
  if (administrator.includes(name)) return 'administrator';
  if (policymaker.includes(name)) return 'policymaker';
  return monitoring.includes(name) ? 'monitoring' : 'management or more';
}

const administrator = words(`
  add_user change_password clear_password clear_user_limits delete_user list_user_limits list_users set_user_limits
  set_user_tags clear_permissions clear_topic_permissions list_permissions list_topic_permissions list_user_permissions
  list_user_topic_permissions set_permissions set_permissions_globally set_topic_permissions add_vhost delete_vhost
  set_vhost_limits clear_vhost_limits set_vhost_tags update_vhost_metadata trace_on trace_off restart_vhost
  enable_vhost_deletion_protection disable_vhost_deletion_protection set_operator_policy clear_operator_policy
  export_definitions import_definitions set_cluster_name enable_feature_flag sync_queue rebalance
  close_all_user_connections reset_node_auth_attempt_metrics add_member delete_member grow shrink`);

const policymaker = words(`
  set_policy clear_policy set_parameter clear_parameter list_parameters set_global_parameter clear_global_parameter
  list_global_parameters delete_shovel`);

const monitoring = words(`
  cluster_status status await_online_nodes memory_breakdown check_running is_running close_connection
  close_all_connections list_node_auth_attempt_stats log_location`);

function pluginOf(name: string): string | undefined {
  return Object.entries(plugins).find(([, names]) => names.includes(name))?.[0];
}

/** Facts: the applications that the command modules are in. */
const plugins: Readonly<Record<string, readonly string[]>> = {
  rabbitmq_stream: words(`
    activate_stream_consumer add_super_stream delete_super_stream list_stream_connections list_stream_consumer_groups
    list_stream_consumers list_stream_group_consumers list_stream_publishers list_stream_tracking reset_offset`),
  rabbitmq_auth_backend_oauth2: ['add_signing_key', 'add_uaa_key'],
  rabbitmq_auth_backend_cache: ['clear_auth_backend_cache'],
  rabbitmq_consistent_hash_exchange: ['consistent_hash_exchange_ring_state'],
  rabbitmq_mqtt: ['decommission_mqtt_node', 'list_mqtt_connections'],
  rabbitmq_web_mqtt: ['list_web_mqtt_connections'],
  rabbitmq_shovel: ['delete_shovel', 'restart_shovel', 'shovel_status'],
  rabbitmq_federation: ['federation_status', 'restart_federation_link'],
  rabbitmq_amqp1_0: ['list_amqp10_connections'],
  rabbitmq_stomp: ['list_stomp_connections'],
  rabbitmq_trust_store: ['list_trust_store_certificates', 'refresh_trust_store'],
  rabbitmq_management_agent: ['reset_stats_db'],
};
