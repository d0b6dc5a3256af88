import { command } from '../cli/command.js';

export default command({
  section: 'operations',
  summary: 'Lets clients connect to the node again',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  changes: true,
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
