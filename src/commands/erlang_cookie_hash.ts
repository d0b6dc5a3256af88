import { command } from '../cli/command.js';

export default command({
  section: 'configuration',
  summary: 'Shows a hash of the Erlang cookie of the node',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
