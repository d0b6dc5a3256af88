import { command } from '../../cli/command.js';
import { askedWhere, checkWhere } from '../../cli/plugins-input.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Shows where the node has its plugins, and the file of those that are enabled',
  tool: 'rabbitmq-plugins',
  about: 'node',
  allNodes: true,
  flags: askedWhere,
  validate: ({ flags }) => checkWhere(flags),
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
