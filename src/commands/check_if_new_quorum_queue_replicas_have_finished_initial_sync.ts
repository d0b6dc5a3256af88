import { command } from '../cli/command.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Fails while a new replica on the node has not caught up',
  tool: 'rabbitmq-queues',
  about: 'node',
  allNodes: true,
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
