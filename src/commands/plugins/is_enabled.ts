import { command } from '../../cli/command.js';
import { text, words } from '../../cli/input.js';
import { askedWhere, checkWhere } from '../../cli/plugins-input.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Fails when one of the plugins is not enabled on the node',
  tool: 'rabbitmq-plugins',
  about: 'node',
  allNodes: true,
  args: { plugin1: text('name of a plugin'), plugins: words('more of them') },
  flags: askedWhere,
  validate: ({ flags }) => checkWhere(flags),
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
