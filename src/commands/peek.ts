import { command } from '../cli/command.js';
import { text, vhost } from '../cli/input.js';
import { UsageError } from '../errors.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Shows a message of a quorum queue without taking it',
  tool: 'rabbitmq-queues',
  args: { queue: text('quorum queue'), position: text('position of the message, from 1') },
  flags: { vhost },
  validate: ({ args: { position } }) => {
    if (!/^\+?\d+$/.test(position) || Number(position) === 0)
      throw new UsageError('position value must be a positive integer');
  },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
