import { orNotFound } from '../api/is-found.js';
import { ackModes, getMessages, type Message } from '../api/messages.js';
import { noSuchVhost } from '../api/no-such-vhost.js';
import { command } from '../cli/command.js';
import { integer, oneOf, ours, text, vhost } from '../cli/input.js';
import { DataError, UsageError } from '../errors.js';
import { AmqpTable, type Properties } from '../format/term.js';

export default command({
  section: 'queues_and_messages',
  summary: 'Takes messages from the head of a queue, and puts them back unless told otherwise',
  formatter: 'table',
  args: { queue: text('name of the queue') },
  flags: {
    vhost,
    count: ours(integer('how many at most', 1)),
    'ack-mode': ours(oneOf('what becomes of them', ackModes, 'ack_requeue_true')),
    truncate: ours(integer('bytes of each payload to show at most', undefined)),
  },
  examples: [
    "rabbitctl get_messages orders -p shop --count 10 --json | jq '.[].payload'",
    'rabbitctl get_messages orders --ack-mode ack_requeue_false',
  ],
  validate: ({ flags }) => {
    if (flags.count < 1) throw new UsageError('--count is at least 1');
    if (flags.truncate !== undefined && flags.truncate < 0) throw new UsageError('--truncate is at least 0');
  },
  banner: ({ args, flags }) => `Getting messages from queue "${args.queue}" in vhost "${flags.vhost}" ...`,
  run: async ({ cluster, args, flags }) => {
    const { vhost, count, truncate } = flags;
    const got = getMessages(cluster.api, vhost, args.queue, { count, ackmode: flags['ack-mode'], truncate });
    const messages = await orNotFound(got, (cause) =>
      cause.message === 'vhost_not_found'
        ? noSuchVhost(vhost)(cause)
        : new DataError(`There is no queue "${args.queue}" in virtual host "${vhost}"`, { cause }),
    );
    return { kind: 'rows', columns, rows: messages.map(rowOf), streamed: false };
  },
});

const columns = [
  ...['routing_key', 'exchange', 'message_count', 'payload', 'payload_bytes', 'payload_encoding'],
  ...['redelivered', 'properties'],
];

const rowOf = (message: Message) => [
  ...[message.routing_key ?? '', message.exchange ?? '', message.message_count ?? 0],
  ...[message.payload ?? '', message.payload_bytes ?? 0, message.payload_encoding ?? 'string'],
  ...[message.redelivered ?? false, propertiesOf(message)],
];

/** HTTP writes no properties as an empty list. */
const propertiesOf = ({ properties }: Message): AmqpTable =>
  new AmqpTable((Array.isArray(properties) ? {} : (properties ?? {})) as Properties);
