import { command } from '../cli/command.js';
import { flag, optional, text } from '../cli/input.js';

export default command({
  section: 'node_management',
  summary: 'Stops RabbitMQ and the runtime of the node',
  tool: 'rabbitmqctl',
  about: 'node',
  args: { pidfile: optional(text('wait for the process of this file to end')) },
  flags: { idempotent: flag('a node that does not run is a success') },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
