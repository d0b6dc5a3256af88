import { putClusterName } from '../api/cluster-name.js';
import { command } from '../cli/command.js';
import { text } from '../cli/input.js';

export default command({
  section: 'configuration',
  summary: 'Sets the cluster name',
  tool: 'rabbitmqctl',
  args: { name: text('name of the cluster') },
  banner: ({ args }) => `Setting cluster name to ${args.name} ...`,
  run: async ({ cluster, args }) => {
    await putClusterName(cluster.api, args.name);
  },
});
