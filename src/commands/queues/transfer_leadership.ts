import { command } from '../../cli/command.js';
import { text, vhost } from '../../cli/input.js';

export default command({
  section: 'replication',
  summary: 'Makes another node lead a queue; since 4.3',
  tool: 'rabbitmq-queues',
  args: { queue: text('queue'), node: text('node that is to lead') },
  flags: { vhost },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
