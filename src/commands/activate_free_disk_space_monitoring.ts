import { command } from '../cli/command.js';
import { option } from '../cli/input.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Watches the free disk space of the node again',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  changes: true,
  flags: { unit: option('taken and not used, as by the real tool') },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
