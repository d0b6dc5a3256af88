import { command } from '../cli/command.js';
import { text, vhost } from '../cli/input.js';
import { has } from '../cluster/capabilities.js';
import { NotOverHttp, UsageError } from '../errors.js';

export default command({
  section: 'replication',
  summary: 'Stops synchronising the mirrors of a classic queue (up to 3.x)',
  tool: 'rabbitmqctl',
  args: { queue: text('name of the queue') },
  flags: { vhost },
  banner: ({ args, flags }) => `Stopping synchronising queue '${args.queue}' in vhost '${flags.vhost}' ...`,
  run: async ({ version }) => {
    const { rabbitmq } = await version();
    if (!has(rabbitmq, 'mirrored_queues')) throw new UsageError('RabbitMQ has no mirrored queues since 4.0');
    throw new NotOverHttp('HTTP does not say whether there was anything to stop');
  },
});
