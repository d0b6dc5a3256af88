import { command } from '../cli/command.js';
import { integer, optional, text } from '../cli/input.js';
import { UsageError } from '../errors.js';

export default command({
  section: 'node_management',
  summary: 'Waits until RabbitMQ has started on the node',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  args: { pidfile: optional(text('file with the process of the node')) },
  flags: { pid: integer('process of the node', undefined, 'P') },
  validate: ({ args: { pidfile }, flags: { pid } }) => {
    if (pidfile !== undefined && pid !== undefined) throw new UsageError('Cannot specify both pid and pidfile');
    if (pidfile === undefined && pid === undefined) throw new UsageError('No pid or pidfile specified');
  },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
