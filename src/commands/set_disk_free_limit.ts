import { command } from '../cli/command.js';
import { optional, text } from '../cli/input.js';

export default command({
  section: 'configuration',
  summary: 'Sets how much free disk space the node needs, until it restarts',
  tool: 'rabbitmqctl',
  about: 'node',
  args: {
    disk_limit: optional(text('bytes, an amount with a unit, or the word mem_relative')),
    fraction: optional(text('of the memory of the node, after mem_relative')),
  },
  run: ({ ownTool }) => ownTool(),
});
