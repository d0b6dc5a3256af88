import { orNotFound } from '../api/is-found.js';
import type { ManagementApi } from '../api/management-api.js';
import { deleteQueue, getQueue, listQueues } from '../api/queues.js';
import { command } from '../cli/command.js';
import { flag, text, vhost } from '../cli/input.js';
import { asAnyone } from '../cluster/as-anyone.js';
import { has } from '../cluster/capabilities.js';
import { DataError, NotOverHttp } from '../errors.js';
import { value } from '../format/result.js';

export default command({
  section: 'queues',
  summary: 'Deletes a queue with its messages',
  tool: 'rabbitmqctl',
  args: { queue_name: text('name of the queue') },
  flags: {
    vhost,
    'if-empty': flag('only when no message is ready', 'e'),
    'if-unused': flag('only when there is no consumer', 'u'),
    force: flag('protected and internal queues, too (RabbitMQ 4.1 or later)'),
  },
  examples: ['rabbitctl delete_queue -p shop orders', 'rabbitctl delete_queue scratch --if-empty --if-unused'],
  validate: ({ args }) => {
    if (args.queue_name === '') throw new DataError('Bad argument: queue name cannot be an empty string');
  },
  banner: ({ args, flags }) => {
    const conditions = [
      ...(flags['if-empty'] ? ['if queue is empty '] : []),
      ...(flags['if-unused'] ? ['if queue is unused '] : []),
    ];
    return `Deleting queue '${args.queue_name}' on vhost '${flags.vhost}' ${conditions.join('and ')}...`;
  },
  run: async ({ cluster: { api }, settings, args: { queue_name: name }, flags, face, note, version }) => {
    const { vhost, force, 'if-empty': ifEmpty, 'if-unused': ifUnused } = flags;
    if (force) throw new NotOverHttp('HTTP does not delete what is protected');
    const queue = await orNotFound(asAnyone(api, getQueue(api, vhost, name)), notFound);
    if (queue.type === 'quorum') {
      const reason = 'HTTP does not know how many messages a quorum queue has at this moment';
      if (!settings.apiOnly.value) throw new NotOverHttp(reason);
      note(`${reason}: the number is some seconds old.`);
    }
    // Before: what is done then must not look failed because the version cannot be had.
    const { rabbitmq } = await version();
    const messages = queue.type === 'stream' ? 0 : (queue.messages_ready ?? (await listedMessages(api, vhost, name)));
    try {
      await orNotFound(asAnyone(api, deleteQueue(api, vhost, name, { ifEmpty, ifUnused })), notFound);
    } catch (error) {
      if (!(error instanceof DataError) || error.cause !== undefined) throw error;
      const exitCode = has(rabbitmq, 'delete_queue_refused_with_64') ? 64 : 69;
      throw new DataError(error.message, { exitCode, cause: error });
    }
    const ready = has(rabbitmq, 'delete_queue_says_ready') ? 'ready ' : '';
    const done = `Queue was successfully deleted with ${messages} ${ready}messages`;
    return value(face === 'json' ? { message: done } : done);
  },
});

const notFound = (cause: Error): DataError => new DataError('Queue not found', { exitCode: 64, cause });

/** Up to 3.x only the list has them. */
async function listedMessages(api: ManagementApi, vhost: string, name: string): Promise<number> {
  const queues = await listQueues(api, vhost, ['name', 'messages_ready']);
  return queues.find((queue) => queue.name === name)?.messages_ready ?? 0;
}
