import { command } from '../cli/command.js';
import { words } from '../cli/input.js';

export default command({
  section: 'configuration',
  summary: 'Sets how much memory the node may use, until it restarts',
  tool: 'rabbitmqctl',
  about: 'node',
  args: { watermark: words('a fraction, or absolute AMOUNT') },
  run: ({ ownTool }) => ownTool(),
});
