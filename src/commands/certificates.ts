import { command } from '../cli/command.js';

export default command({
  section: 'configuration',
  summary: 'Shows the certificates that the listeners of the node use',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
