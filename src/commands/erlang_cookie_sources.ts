import { command } from '../cli/command.js';

export default command({
  section: 'configuration',
  summary: "Shows where the node's own tools look for the Erlang cookie",
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
