import { command } from '../cli/command.js';

export default command({
  section: 'node_management',
  summary: 'Makes a stopped node leave its cluster and deletes all of its data and configuration',
  tool: 'rabbitmqctl',
  about: 'node',
  examples: ['rabbitctl -n rabbit@mq2 reset'],
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
