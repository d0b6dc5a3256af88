import { command } from '../cli/command.js';

export default command({
  section: 'operations',
  summary: 'Lets no new client connect to the node',
  tool: 'rabbitmqctl',
  about: 'node',
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
