import { command } from '../cli/command.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Shows the members of the coordinator of streams',
  tool: 'rabbitmq-streams',
  about: 'node',
  allNodes: true,
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
