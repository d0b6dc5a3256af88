import { command } from '../cli/command.js';
import { text } from '../cli/input.js';

export default command({
  section: 'deprecated',
  summary: 'Does nothing any more; gone since 4.0',
  tool: 'rabbitmqctl',
  args: { directory: text('directory on the machine of the node') },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
