import { command } from '../cli/command.js';
import { text, vhost } from '../cli/input.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Shows a message of a quorum queue without taking it',
  tool: 'rabbitmq-queues',
  args: { queue: text('quorum queue'), position: text('position of the message, from 1') },
  flags: { vhost },
  run: ({ ownTool }) => ownTool(),
});
