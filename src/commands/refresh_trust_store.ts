import { command } from '../cli/command.js';

export default command({
  section: 'plugin',
  summary: 'Reads the trust store anew',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  changes: true,
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
