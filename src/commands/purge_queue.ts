import { isFound } from '../api/is-found.js';
import { purgeQueue } from '../api/queues.js';
import { orRefused } from '../api/refused.js';
import { command } from '../cli/command.js';
import { text, vhost } from '../cli/input.js';
import { asAnyone } from '../cluster/as-anyone.js';
import { noSuchQueue } from '../cluster/no-such-queue.js';

export default command({
  section: 'queues',
  summary: 'Removes all messages that are ready from a queue',
  tool: 'rabbitmqctl',
  args: { queue: text('name of the queue') },
  flags: { vhost },
  examples: ['rabbitctl purge_queue -p shop orders'],
  banner: ({ args, flags }) => `Purging queue '${args.queue}' in vhost '${flags.vhost}' ...`,
  run: async ({ cluster, args, flags, version }) => {
    const purged =
      args.queue !== '' && orRefused(isFound(asAnyone(cluster.api, purgeQueue(cluster.api, flags.vhost, args.queue))));
    if (!(await purged)) throw noSuchQueue(args.queue, flags.vhost, (await version()).rabbitmq);
  },
});
