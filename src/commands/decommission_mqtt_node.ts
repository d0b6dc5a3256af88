import { command } from '../cli/command.js';
import { text } from '../cli/input.js';

export default command({
  section: 'plugin',
  summary: 'Up to 3.x removes a node from the cluster of MQTT clients',
  tool: 'rabbitmqctl',
  args: { node: text('node that is gone') },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
