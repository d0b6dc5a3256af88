import { command } from '../cli/command.js';

export default command({
  section: 'configuration',
  summary: 'Shows the configuration of every application of the node, as Erlang terms',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  run: ({ ownTool }) => ownTool(),
});
