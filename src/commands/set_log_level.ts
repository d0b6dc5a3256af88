import { command } from '../cli/command.js';
import { text } from '../cli/input.js';
import { UsageError } from '../errors.js';

const levels = ['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency', 'none'];

export default command({
  section: 'configuration',
  summary: 'Sets how much the node logs, until it restarts',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  changes: true,
  args: { log_level: text(levels.join(', ')) },
  validate: ({ args: { log_level } }) => {
    if (!levels.includes(log_level))
      throw new UsageError(`level ${log_level} is not supported. Try one of ${levels.join(', ')}`, { exitCode: 69 });
  },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
