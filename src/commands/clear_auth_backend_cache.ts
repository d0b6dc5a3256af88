import { command } from '../cli/command.js';

export default command({
  section: 'access_control',
  summary: 'Empties the cache of authentication',
  tool: 'rabbitmqctl',
  run: ({ ownTool }) => ownTool(),
});
