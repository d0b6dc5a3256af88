import { command } from '../../cli/command.js';
import { flag, words } from '../../cli/input.js';
import { changedWhere, checkWhere, checkWhich } from '../../cli/plugins-input.js';

export default command({
  section: 'plugin_management',
  summary: 'Enables plugins on the node, and what they need',
  tool: 'rabbitmq-plugins',
  toolFormatter: 'plugins',
  about: 'node',
  allNodes: true,
  changes: true,
  args: { plugin: words('names of plugins; none with --all') },
  flags: {
    ...changedWhere,
    all: flag('every plugin there is'),
  },
  validate: ({ args: { plugin }, flags }) => {
    checkWhich(plugin, flags.all);
    checkWhere(flags);
  },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
