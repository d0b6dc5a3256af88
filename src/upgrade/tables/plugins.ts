import { compareVersions } from '../../cluster/capabilities.js';
import type { ConfigFinding } from './config-blockers.js';
import { seriesOf } from './upgrade-path.js';

/** Names in the file enabled_plugins: `[rabbitmq_management,rabbitmq_mqtt].` */
export const pluginsOf = (enabledPlugins: string): readonly string[] =>
  [...enabledPlugins.replaceAll(/%.*/g, '').matchAll(/'([^']+)'|\w+/g)].map(([name, quoted]) => quoted ?? name);

/** Enabled plugins that the target treats differently, or that must be brought for it by hand. */
export function pluginFindings(plugins: readonly string[], from: string, to: string): readonly ConfigFinding[] {
  const passes = (since: string): boolean => compareVersions(from, since) < 0 && compareVersions(to, since) >= 0;
  const begun = changes.filter(({ plugin, since }) => plugins.includes(plugin) && passes(since));
  const changed = begun.map(({ plugin, level, says, source }) => found(level, plugin, says, source));
  if (seriesOf(from) === seriesOf(to)) return changed;
  const foreign = plugins
    .filter((plugin) => !shipped.has(plugin) && !begun.some((change) => change.plugin === plugin))
    .map((plugin) => {
      const says = `does not come with RabbitMQ: without one made for ${seriesOf(to)} the broker does not boot`;
      if (!passes('4.3.0')) return found('warning', plugin, says, 'docs/upgrade, docs/plugins');
      const source = 'docs/upgrade, docs/plugins, release notes 4.3.0';
      return found('warning', plugin, `${says}, and one that uses Mnesia does not work`, source);
    });
  return [...changed, ...foreign];
}

const found = (level: ConfigFinding['level'], plugin: string, says: string, source: string): ConfigFinding => ({
  ...{ level, message: `plugin ${plugin} ${says} (${source})`, source },
});

interface Change {
  readonly plugin: string;
  readonly since: string;
  readonly level: ConfigFinding['level'];
  readonly says: string;
  readonly source: string;
}

const changes: readonly Change[] = [
  {
    ...{ plugin: 'rabbitmq_amqp1_0', since: '4.0.0', level: 'warning', source: 'release notes 4.0.1, 4.3.0' },
    says: 'does nothing any more: AMQP 1.0 is part of the broker. Once rabbitmq_4.0.0 is on, restart every node before 4.3',
  },
  {
    ...{ plugin: 'rabbitmq_amqp1_0', since: '4.3.0', level: 'warning', source: 'release notes 4.3.0' },
    says: 'was in use: if that was in 3.13 already, every node must have been restarted since rabbitmq_4.0.0 is on',
  },
  {
    ...{ plugin: 'rabbitmq_delayed_message_exchange', since: '4.3.0', level: 'blocker' },
    ...{ says: 'keeps its messages in Mnesia, which is gone', source: 'release notes 4.3.0, server#11304' },
  },
];

/** What comes with RabbitMQ's own packages, and what these depend on. Source: plugins.mk and deps/ of the tags v3.12.14 to v4.3.5. */
const shipped: ReadonlySet<string> = new Set([
  ...['rabbitmq_amqp1_0', 'rabbitmq_amqp_client', 'amqp10_client', 'amqp_client', 'oauth2_client'],
  ...['rabbitmq_auth_backend_cache', 'rabbitmq_auth_backend_http', 'rabbitmq_auth_backend_internal_loopback'],
  ...['rabbitmq_auth_backend_ldap', 'rabbitmq_auth_backend_oauth2', 'rabbitmq_auth_mechanism_ssl'],
  ...['rabbitmq_aws', 'rabbitmq_peer_discovery_aws', 'rabbitmq_peer_discovery_common'],
  ...['rabbitmq_peer_discovery_consul', 'rabbitmq_peer_discovery_etcd', 'rabbitmq_peer_discovery_k8s'],
  ...['rabbitmq_consistent_hash_exchange', 'rabbitmq_event_exchange', 'rabbitmq_jms_topic_exchange'],
  ...['rabbitmq_random_exchange', 'rabbitmq_recent_history_exchange', 'rabbitmq_sharding'],
  ...['rabbitmq_federation', 'rabbitmq_federation_common', 'rabbitmq_federation_management'],
  ...['rabbitmq_federation_prometheus', 'rabbitmq_exchange_federation', 'rabbitmq_queue_federation'],
  ...['rabbitmq_shovel', 'rabbitmq_shovel_management', 'rabbitmq_shovel_prometheus'],
  ...['rabbitmq_management', 'rabbitmq_management_agent', 'rabbitmq_prometheus', 'rabbitmq_top', 'rabbitmq_tracing'],
  ...['rabbitmq_mqtt', 'rabbitmq_stomp', 'rabbitmq_stream', 'rabbitmq_stream_common', 'rabbitmq_stream_management'],
  ...['rabbitmq_web_dispatch', 'rabbitmq_web_mqtt', 'rabbitmq_web_mqtt_examples', 'rabbitmq_web_stomp'],
  ...['rabbitmq_web_stomp_examples', 'rabbitmq_trust_store', 'cowboy', 'cowlib'],
]);
