import { command } from '../cli/command.js';
import { text } from '../cli/input.js';

export default command({
  section: 'configuration',
  summary: 'Sets how much the node logs, until it restarts',
  tool: 'rabbitmqctl',
  about: 'node',
  args: { log_level: text('debug, info, warning, error, critical, none; or CATEGORY LEVEL') },
  run: ({ ownTool }) => ownTool(),
});
