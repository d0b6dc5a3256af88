import { command } from '../../cli/command.js';
import { words } from '../../cli/input.js';
import { changedWhere, checkWhere } from '../../cli/plugins-input.js';

export default command({
  section: 'plugin_management',
  summary: 'Enables exactly these plugins on the node, and disables all others',
  tool: 'rabbitmq-plugins',
  toolFormatter: 'plugins',
  about: 'node',
  allNodes: true,
  changes: true,
  args: { plugin: words('names of plugins; none disables all') },
  flags: changedWhere,
  validate: ({ flags }) => checkWhere(flags),
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
