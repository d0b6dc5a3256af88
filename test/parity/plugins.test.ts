import type { Lab } from '../lab/lab.js';
import { until } from '../lab/until.js';
import { describeRows } from './describe-rows.js';
import { blankFirstHost } from './fixtures.js';
import { startPluginClients } from './plugin-clients.js';
import { pluginRows } from './rows/plugins.js';

const plugins = ['mqtt', 'web_mqtt', 'stomp', 'stream', 'stream_management'].map((name) => `rabbitmq_${name}`);
/** Debian's tools do not find the commands of plugins by themselves. */
const settings = '/etc/rabbitmq/rabbitmq-env.conf';
const places = 'PLUGINS_DIR=$(ls -d /usr/lib/rabbitmq/lib/rabbitmq_server-*/plugins)';

describeRows(
  'plugins',
  // The clients need what 3.10 does not have, and before 4.0 all of it is asked of the node's own tool.
  { onTrixie: { reads: pluginRows.map((row) => ({ ...row, since: '4.0.0' })) } },
  {
    prepare: async (lab) => {
      await blankFirstHost(lab);
      await onHost(lab, 'sh', '-c', `cp ${settings} ${settings}.before; echo "${places}" >> ${settings}`);
      await onHost(lab, 'rabbitmq-plugins', 'enable', ...plugins);
      const clients = await startPluginClients(lab);
      await until('HTTP to know of all clients', () => areKnown(lab), { every: 500 });
      return async () => {
        clients.end();
        await onHost(lab, 'rabbitmq-plugins', 'disable', ...plugins);
        await onHost(lab, 'mv', `${settings}.before`, settings);
        await blankFirstHost(lab);
      };
    },
  },
);

async function onHost(lab: Lab, ...argv: string[]): Promise<void> {
  const { code, stderr } = (await lab.hosts[0]?.run(argv)) ?? { code: 1, stderr: 'no host' };
  if (code !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`);
}

/** Two of MQTT, one of STOMP, one of streams, and what that reads and writes. */
async function areKnown(lab: Lab): Promise<boolean> {
  const authorization = `Basic ${Buffer.from(`${lab.username}:${lab.password}`).toString('base64')}`;
  const counts = ['connections', 'stream/consumers', 'stream/publishers'].map(async (path) => {
    const response = await fetch(`http://${lab.hosts[0]?.address}:15672/api/${path}`, { headers: { authorization } });
    return ((await response.json()) as readonly unknown[]).length;
  });
  return String(await Promise.all(counts)) === '4,2,1';
}
