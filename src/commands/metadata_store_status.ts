import { command } from '../cli/command.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Shows the members of the metadata store Khepri',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
