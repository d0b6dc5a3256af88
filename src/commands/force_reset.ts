import { command } from '../cli/command.js';

export default command({
  section: 'cluster_management',
  summary: 'Returns a stopped node to its virgin state, without telling its cluster',
  tool: 'rabbitmqctl',
  about: 'node',
  examples: ['rabbitctl -n rabbit@mq2 force_reset'],
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
