import type { Tool } from './command.js';
import type { CommandSummary, TableOfCommands } from './table-of-commands.js';

/** RabbitMQ's own tools, by whose names we may be called. */
export const tools: readonly Tool[] = [
  'rabbitmqctl',
  'rabbitmq-diagnostics',
  'rabbitmq-queues',
  'rabbitmq-upgrade',
  'rabbitmq-plugins',
  'rabbitmq-streams',
];

/**
 * The commands as that tool knows them: its own alone, `list` for `plugins list`. The others stay loadable by their whole
 * names, for what we call ourselves.
 */
export function commandsOfTool(tool: Tool, table: TableOfCommands): TableOfCommands {
  const whole = new Map<string, string>();
  for (const name of table.names) {
    if (hasCommand(tool, table.describe(name))) whole.set(name.split(' ').at(-1) ?? name, name);
  }
  return {
    version: table.version,
    tool,
    elsewhere: table.names,
    names: [...whole.keys()],
    describe: (name) => {
      const summary = table.describe(whole.get(name) ?? '');
      return summary && { ...summary, name };
    },
    load: async (name) => {
      const known = whole.get(name);
      const found = await table.load(known ?? name);
      // Whatever is told of a command by its name stands there by its whole one.
      if (known === undefined) return found;
      return { ...found, execute: (_, argv, outside) => found.execute(known, argv, outside) };
    },
  };
}

/** The tools that have a command: its own first. Facts: `scopes` in rabbitmq_cli. */
export function toolsWith({ name, tool }: CommandSummary): readonly Tool[] {
  return tools.filter((candidate) => candidate === tool || shared[candidate]?.includes(name));
}

const hasCommand = (tool: Tool, summary: CommandSummary | undefined): boolean =>
  summary !== undefined && toolsWith(summary).includes(tool);

const words = (all: string): readonly string[] => all.trim().split(/\s+/);

/** Those that a tool has beside the ones that declare it. */
const shared: Readonly<Partial<Record<Tool, readonly string[]>>> = {
  rabbitmqctl: words(`
  activate_free_disk_space_monitoring activate_stream_consumer check_if_any_deprecated_features_are_used
  deactivate_free_disk_space_monitoring has_reached_target_cluster_size list_trust_store_certificates`),
  'rabbitmq-diagnostics': words(`
  autocomplete check_if_new_quorum_queue_replicas_have_finished_initial_sync cluster_status coordinator_status
  environment federation_status list_amqp10_connections list_bindings list_channel_interceptors list_channels
  list_ciphers list_connections list_consumers list_deprecated_features list_exchanges list_feature_flags
  list_global_parameters list_hashes list_mqtt_connections list_node_auth_attempt_stats list_operator_policies
  list_parameters list_permissions list_policies list_queues list_stomp_connections list_stream_connections
  list_stream_consumer_groups list_stream_consumers list_stream_group_consumers list_stream_publishers
  list_topic_permissions list_unresponsive_queues list_user_limits list_user_permissions list_user_topic_permissions
  list_users list_vhost_limits list_vhosts list_web_mqtt_connections node_health_check ping quorum_status
  reclaim_quorum_memory report schema_info shovel_status status stream_status version wait`),
  'rabbitmq-queues': words(`
  autocomplete check_if_cluster_has_classic_queue_mirroring_policy check_if_node_is_mirror_sync_critical
  check_if_node_is_quorum_critical list_operator_policies_with_classic_queue_mirroring
  list_policies_with_classic_queue_mirroring stream_status`),
  'rabbitmq-streams': words(`
  list_stream_connections list_stream_consumer_groups list_stream_consumers list_stream_group_consumers
  list_stream_publishers`),
  'rabbitmq-plugins': words('autocomplete version'),
  'rabbitmq-upgrade': words('has_reached_target_cluster_size'),
};
