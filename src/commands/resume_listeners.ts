import { command } from '../cli/command.js';

export default command({
  section: 'operations',
  summary: 'Lets clients connect to the node again',
  tool: 'rabbitmqctl',
  about: 'node',
  run: ({ ownTool }) => ownTool(),
});
