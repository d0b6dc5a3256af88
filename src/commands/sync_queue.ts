import { orNotFound } from '../api/is-found.js';
import { getQueue, synchroniseQueue } from '../api/queues.js';
import { command } from '../cli/command.js';
import { text, vhost } from '../cli/input.js';
import { has } from '../cluster/capabilities.js';
import { noSuchQueue } from '../cluster/no-such-queue.js';
import { DataError, UsageError } from '../errors.js';

export default command({
  section: 'replication',
  summary: 'Starts to synchronise the mirrors of a classic queue (up to 3.x)',
  tool: 'rabbitmqctl',
  args: { queue: text('name of the queue') },
  flags: { vhost },
  banner: ({ args, flags }) => `Synchronising queue '${args.queue}' in vhost '${flags.vhost}' ...`,
  run: async ({ cluster: { api }, args: { queue: name }, flags: { vhost }, version }) => {
    const { rabbitmq } = await version();
    if (!has(rabbitmq, 'mirrored_queues')) throw new UsageError('RabbitMQ has no mirrored queues since 4.0');
    const missing = () => noSuchQueue(name, vhost, rabbitmq);
    if (name === '') throw missing();
    const queue = await orNotFound(getQueue(api, vhost, name), missing);
    // HTTP says yes to any queue.
    if (!Array.isArray(queue.slave_nodes)) throw new DataError(`queue '${name}' is not mirrored`, { exitCode: 69 });
    await synchroniseQueue(api, vhost, name);
  },
});
