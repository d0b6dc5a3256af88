import { command } from '../cli/command.js';

export default command({
  section: 'plugin',
  summary: 'Empties the cache of authentication',
  tool: 'rabbitmqctl',
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
