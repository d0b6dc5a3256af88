import { command } from '../cli/command.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Prints everything that support asks for, of the whole cluster',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
