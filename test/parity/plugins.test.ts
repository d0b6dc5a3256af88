import { compareVersions } from '../../src/cluster/capabilities.js';
import type { Lab } from '../lab/lab.js';
import { until } from '../lab/until.js';
import { describeRows } from './describe-rows.js';
import { blankFirstHost } from './fixtures.js';
import { hasGroups, hasStreams, startPluginClients } from './plugin-clients.js';
import { changePlugins, onFirstHost } from './plugins-of-host.js';
import { pluginRows } from './rows/plugins.js';

/** AMQP 1.0 is a plugin up to 3.x; streams came with 3.9. */
const pluginsOf = ({ version }: Lab): readonly string[] =>
  [
    ...['mqtt', 'web_mqtt', 'stomp'],
    ...(compareVersions(version, '4.0.0') < 0 ? ['amqp1_0'] : []),
    ...(hasStreams(version) ? ['stream', 'stream_management'] : []),
  ].map((name) => `rabbitmq_${name}`);
/** Debian's tools do not find the commands of plugins by themselves. */
const settings = '/etc/rabbitmq/rabbitmq-env.conf';
const places = 'PLUGINS_DIR=$(ls -d /usr/lib/rabbitmq/lib/rabbitmq_server-*/plugins)';

describeRows(
  'plugins',
  { reads: pluginRows },
  {
    batched: true,
    prepare: async (lab) => {
      await blankFirstHost(lab);
      await onFirstHost(lab, 'sh', '-c', `cp ${settings} ${settings}.before; echo "${places}" >> ${settings}`);
      await changePlugins(lab, 'enable', pluginsOf(lab));
      const clients = await startPluginClients(lab);
      await until('HTTP to know of all clients', () => areKnown(lab), { every: 500 });
      return async () => {
        clients.end();
        await changePlugins(lab, 'disable', pluginsOf(lab));
        await onFirstHost(lab, 'mv', `${settings}.before`, settings);
        await blankFirstHost(lab);
      };
    },
  },
);

/**
 * Two of MQTT, one of STOMP, and where there are streams one of them, with what that reads and writes. The node tells of
 * its plugins every five seconds.
 */
async function areKnown(lab: Lab): Promise<boolean> {
  const authorization = `Basic ${Buffer.from(`${lab.username}:${lab.password}`).toString('base64')}`;
  const ask = async (path: string): Promise<readonly Record<string, unknown>[]> => {
    const response = await fetch(`http://${lab.hosts[0]?.address}:15672/api/${path}`, { headers: { authorization } });
    return (await response.json()) as readonly Record<string, unknown>[];
  };
  const [node] = await ask('nodes?columns=enabled_plugins');
  const { enabled_plugins: enabled } = node ?? {};
  if (!Array.isArray(enabled) || !pluginsOf(lab).every((name) => enabled.includes(name))) return false;
  const paths = hasStreams(lab.version) ? ['connections', 'stream/consumers', 'stream/publishers'] : ['connections'];
  const counts = paths.map(async (path) => (await ask(path)).length);
  const wanted = hasStreams(lab.version) ? `4,${hasGroups(lab.version) ? 2 : 1},1` : '3';
  return String(await Promise.all(counts)) === wanted;
}
