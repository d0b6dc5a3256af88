import { command } from '../../cli/command.js';
import { flag, optional, text } from '../../cli/input.js';
import { DataError } from '../../errors.js';

export default command({
  section: 'plugin_management',
  summary: 'Lists the plugins, and which of them are enabled',
  tool: 'rabbitmq-plugins',
  toolFormatter: 'plugins',
  about: 'node',
  allNodes: true,
  args: { pattern: optional(text('part of their names, or a regular expression')) },
  flags: {
    verbose: flag('everything that is known of each', 'v'),
    minimal: flag('names alone', 'm'),
    enabled: flag('only those enabled by name', 'E'),
    'implicitly-enabled': flag('those that others need, too', 'e'),
  },
  validate: ({ flags: { verbose, minimal } }) => {
    if (verbose && minimal) throw new DataError('Bad argument: Cannot set both verbose and minimal');
  },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
