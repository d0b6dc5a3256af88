import { command } from '../cli/command.js';
import { option } from '../cli/input.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Fails when the node cannot connect to every one of its own listeners',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  flags: { address: option('IP address to connect to instead of its host name', 'a') },
  // From here the ports may be open that are shut there, and the other way round: HTTP cannot have them tried on the node.
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
