import { command } from '../cli/command.js';
import { integer, optional, text } from '../cli/input.js';

export default command({
  section: 'node_management',
  summary: 'Waits until RabbitMQ has started on the node',
  tool: 'rabbitmqctl',
  about: 'node',
  args: { pidfile: optional(text('file with the process of the node')) },
  flags: { pid: integer('process of the node', undefined, 'P') },
  run: ({ ownTool }) => ownTool(),
});
