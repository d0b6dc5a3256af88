import { command } from '../cli/command.js';

export default command({
  section: 'plugin',
  summary: 'Reads the trust store anew',
  tool: 'rabbitmqctl',
  about: 'node',
  run: ({ ownTool }) => ownTool(),
});
