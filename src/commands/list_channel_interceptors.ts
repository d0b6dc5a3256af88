import { command } from '../cli/command.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Lists what intercepts the methods of channels, and in which order',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
