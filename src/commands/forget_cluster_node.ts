import { command } from '../cli/command.js';
import { flag, text } from '../cli/input.js';

export default command({
  section: 'cluster_management',
  summary: 'Removes a stopped node from the cluster',
  tool: 'rabbitmqctl',
  about: 'node',
  args: { member: text('node to remove') },
  flags: { offline: flag('the local node is stopped too: edit its database') },
  examples: ['rabbitctl -n rabbit@mq1 forget_cluster_node rabbit@mq3'],
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
