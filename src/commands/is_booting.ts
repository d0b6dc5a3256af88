import { command } from '../cli/command.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Says whether RabbitMQ is booting on the node; either answer is a success',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
