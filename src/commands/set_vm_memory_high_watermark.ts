import { command } from '../cli/command.js';
import { optional, text } from '../cli/input.js';

export default command({
  section: 'configuration',
  summary: 'Sets how much memory the node may use, until it restarts',
  tool: 'rabbitmqctl',
  about: 'node',
  args: {
    fraction: optional(text('of the memory of the machine, or the word absolute')),
    amount: optional(text('bytes or an amount with a unit, after absolute')),
  },
  run: ({ ownTool }) => ownTool(),
});
