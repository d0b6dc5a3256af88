import { command } from '../cli/command.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Lists Erlang processes of the node that may be stuck',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
