import { compareVersions } from '../../cluster/capabilities.js';
import type { ConfigFinding } from './config-blockers.js';
import { seriesOf } from './upgrade-path.js';

/** Names in the file enabled_plugins: `[rabbitmq_management,rabbitmq_mqtt].` */
export const pluginsOf = (enabledPlugins: string): readonly string[] =>
  enabledPlugins
    .replaceAll(/%.*/g, '')
    .split(/[^\w]+/)
    .filter((name) => name !== '');

/** What comes with RabbitMQ's own packages; others are installed by hand and must match the series. Source: deps/ of the server's tags. */
const shipped =
  /^(rabbitmq_(amqp1_0|amqp_client|auth_backend_(cache|http|ldap|oauth2|internal_loopback)|auth_mechanism_ssl|aws|consistent_hash_exchange|event_exchange|exchange_federation|federation(_common|_management|_prometheus)?|jms_topic_exchange|management(_agent)?|mqtt|peer_discovery_(aws|common|consul|etcd|k8s)|prometheus|queue_federation|random_exchange|recent_history_exchange|sharding|shovel(_management|_prometheus)?|stomp|stream(_common|_management)?|top|tracing|trust_store|web_dispatch|web_mqtt(_examples)?|web_stomp(_examples)?)|amqp10_client|amqp_client|cowboy|cowlib|oauth2_client)$/;

interface Change {
  readonly plugin: string;
  readonly since: string;
  readonly level: ConfigFinding['level'];
  readonly says: string;
  readonly source: string;
}

const changes: readonly Change[] = [
  {
    ...{ plugin: 'rabbitmq_amqp1_0', since: '4.0.0', level: 'warning' },
    ...{ says: 'does nothing any more: AMQP 1.0 is part of the broker', source: 'release notes 4.0.1' },
  },
  {
    ...{ plugin: 'rabbitmq_delayed_message_exchange', since: '4.3.0', level: 'blocker' },
    ...{ says: 'keeps its messages in Mnesia, which is gone', source: 'release notes 4.3.0, server#11304' },
  },
];

/** Enabled plugins that the target treats differently, or that must be brought for it by hand. */
export function pluginFindings(plugins: readonly string[], from: string, to: string): readonly ConfigFinding[] {
  const changed = changes
    .filter(
      ({ plugin, since }) =>
        plugins.includes(plugin) && compareVersions(from, since) < 0 && compareVersions(to, since) >= 0,
    )
    .map(({ plugin, level, says, source }) => ({ level, message: `plugin ${plugin} ${says} (${source})`, source }));
  if (seriesOf(from) === seriesOf(to)) return changed;
  const foreign = plugins
    .filter((plugin) => !shipped.test(plugin) && !changed.some(({ message }) => message.includes(`${plugin} `)))
    .map((plugin) => ({
      level: 'warning' as const,
      message: `plugin ${plugin} does not come with RabbitMQ: without one for ${seriesOf(to)} the broker does not boot`,
      source: 'docs/plugins',
    }));
  return [...changed, ...foreign];
}
