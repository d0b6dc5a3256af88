import { command } from '../cli/command.js';
import { flag } from '../cli/input.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Lists the network interfaces of the node',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  flags: { offline: flag('of the machine, without the node') },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
