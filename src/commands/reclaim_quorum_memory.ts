import { command } from '../cli/command.js';
import { text, vhost } from '../cli/input.js';

export default command({
  section: 'operations',
  summary: 'Makes a quorum queue give back the memory of its log',
  tool: 'rabbitmq-queues',
  args: { quorum_queue: text('quorum queue') },
  flags: { vhost },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
