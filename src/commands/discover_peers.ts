import { command } from '../cli/command.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Shows which peers the node finds by its peer discovery',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
