import { command } from '../cli/command.js';

export default command({
  section: 'upgrade',
  summary: 'Ends the maintenance of the node',
  tool: 'rabbitmq-upgrade',
  about: 'node',
  allNodes: true,
  changes: true,
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
