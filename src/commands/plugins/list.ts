import { command } from '../../cli/command.js';
import { flag, optional, text } from '../../cli/input.js';

export default command({
  section: 'plugin_management',
  summary: 'Lists the plugins, and which of them are enabled',
  tool: 'rabbitmq-plugins',
  about: 'node',
  allNodes: true,
  args: { pattern: optional(text('part of their names, or a regular expression')) },
  flags: {
    verbose: flag('everything that is known of each', 'v'),
    minimal: flag('names alone', 'm'),
    enabled: flag('only those enabled by name', 'E'),
    'implicitly-enabled': flag('those that others need, too', 'e'),
  },
  run: ({ ownTool }) => ownTool(),
});
