import type { Lab } from '../lab/lab.js';
import { describeRows } from './describe-rows.js';
import { blankFirstHost } from './fixtures.js';
import { federationRows } from './rows/federation.js';
import { morePluginManagementRows, pluginManagementRows } from './rows/plugin-management.js';
import { shovelRows } from './rows/shovels.js';
import { superStreamRows } from './rows/super-streams.js';

const plugins = [
  ...['rabbitmq_shovel_management', 'rabbitmq_federation_management', 'rabbitmq_management_agent'],
  ...['rabbitmq_stream', 'rabbitmq_consistent_hash_exchange'],
];

// Commands that plugins add, on a host that has them for as long as these rows run.
describeRows(
  'plugin commands',
  {
    onTrixie: { writes: [...shovelRows, ...federationRows, ...superStreamRows, ...pluginManagementRows] },
    onlyInAll: { writes: morePluginManagementRows },
  },
  {
    prepare: async (lab) => {
      await setPlugins(lab, ['rabbitmq_management', ...plugins]);
      return async () => {
        await blankFirstHost(lab);
        await setPlugins(lab, ['rabbitmq_management']);
      };
    },
  },
);

async function setPlugins(lab: Lab, names: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = (await lab.hosts[0]?.run(['rabbitmq-plugins', 'set', ...names])) ?? { code: 1 };
  if (code !== 0) throw new Error(`plugins: ${stderr || stdout}`);
}
