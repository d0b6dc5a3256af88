import { command } from '../cli/command.js';
import { words } from '../cli/input.js';

export default command({
  section: 'configuration',
  summary: 'Sets how much free disk space the node needs, until it restarts',
  tool: 'rabbitmqctl',
  about: 'node',
  args: { limit: words('bytes, an amount with a unit, or mem_relative FRACTION') },
  run: ({ ownTool }) => ownTool(),
});
