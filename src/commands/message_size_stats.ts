import { command } from '../cli/command.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Shows how large the published messages were',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
