import { type Channel, type ChannelModel, connect } from 'amqplib';
import type { Lab } from '../lab/lab.js';
import { awkward } from './fixture-definitions.js';
import { hasStreams } from './plugin-clients.js';

export interface LiveFixtures {
  /** Messages ready, messages unacknowledged and consumers of the queues that are not empty. */
  readonly expected: ReadonlyMap<string, readonly number[]>;
  end(): Promise<void>;
}

/** Queues of every kind, messages in all states, and connections, channels and consumers that stay. */
export async function startLiveFixtures(lab: Lab): Promise<LiveFixtures> {
  const open = () =>
    connect({
      ...{ hostname: lab.hosts[0]?.address ?? '', username: lab.username, password: lab.password },
      vhost: encodeURIComponent(awkward.vhost),
    });
  const [publishing, consuming] = [await open(), await open()];
  const names = await declareQueues(consuming, hasStreams(lab.version));
  await publish(publishing, names);
  const expected = new Map<string, readonly number[]>(names.map((name) => [name, [messagesIn(name), 0, 0]]));
  for (const [name, counts] of await consume(consuming)) expected.set(name, counts);
  return {
    expected,
    end: async () => {
      await Promise.all([publishing.close(), consuming.close()]);
    },
  };
}

/** Arguments of every type that AMQP has; a broker that has no use for one keeps it. */
const everyType = {
  'x-bool': true,
  'x-text': 'é "quoted"\ttab',
  'x-int': -5,
  'x-long': 2 ** 40,
  'x-float': 0.1,
  'x-whole-float': { '!': 'double', value: 3 },
  'x-byte': { '!': 'byte', value: -7 },
  'x-short': { '!': 'short', value: 300 },
  'x-single': { '!': 'float', value: 1.5 },
  'x-time': { '!': 'timestamp', value: 1700000000 },
  'x-decimal': { '!': 'decimal', value: { places: 2, digits: 12345 } },
  'x-list': [1, 'two', [true, []]],
  'x-table': { inner: { deep: 'x' }, n: 1 },
};

async function declareQueues(connection: ChannelModel, hasStreams: boolean): Promise<string[]> {
  const channel = await connection.createChannel();
  const declared: string[] = [];
  const declare = async (name: string, options: Parameters<Channel['assertQueue']>[1] = {}) => {
    declared.push((await channel.assertQueue(name, options)).queue);
  };
  for (const name of awkward.names) await declare(name);
  await declare('every type', { arguments: everyType });
  await declare('limited', { arguments: { 'x-max-length': 100, 'x-overflow': 'drop-head' } });
  await declare('many priorities', { maxPriority: 5 });
  await declare('single active', { arguments: { 'x-single-active-consumer': true } });
  await declare('quorum', { arguments: { 'x-queue-type': 'quorum' } });
  await declare('quorum é', { arguments: { 'x-queue-type': 'quorum', 'x-delivery-limit': 3 } });
  if (hasStreams) await declare('stream', { arguments: { 'x-queue-type': 'stream', 'x-max-length-bytes': 1e6 } });
  await declare('only ours', { exclusive: true });
  await declare('', { exclusive: true });
  await declare('goes by itself', { autoDelete: true });
  await declare('read', { durable: true });
  return declared;
}

const messagesIn = (name: string): number => ({ 'with space': 3, '🐇🚀': 1, quorum: 4, stream: 2, read: 5 })[name] ?? 0;

async function publish(connection: ChannelModel, names: readonly string[]): Promise<void> {
  const channel = await connection.createConfirmChannel();
  for (const name of names) {
    for (let number = 0; number < messagesIn(name); number++) {
      const options = { persistent: number % 2 === 0, timestamp: 1700000000 + number };
      channel.sendToQueue(name, Buffer.from(`message ${number} é`), options);
    }
  }
  await channel.waitForConfirms();
}

/** Leaves messages unacknowledged; says the counts of the queues that it has touched. */
async function consume(connection: ChannelModel): Promise<readonly (readonly [string, readonly number[]])[]> {
  const channel = await connection.createChannel();
  await channel.prefetch(2);
  const listen = (queue: string, options: Parameters<Channel['consume']>[2]) =>
    channel.consume(queue, () => {}, options);
  await listen('read', { consumerTag: 'täg "1"\té' });
  await listen('quorum', { consumerTag: 'quorum 🐇', priority: 7 });
  await listen('back\\slash \\n', { consumerTag: 'no ack', noAck: true, arguments: everyType });
  await listen('only ours', { consumerTag: 'עברית' });
  await listen('limited', { consumerTag: 'exclusive', exclusive: true });
  await listen('single active', { consumerTag: 'first' });
  const second = await connection.createChannel();
  await second.prefetch(0);
  await second.consume('single active', () => {}, { consumerTag: 'waits', arguments: { 'x-x': -1 } });
  await second.consume('goes by itself', () => {}, { consumerTag: '100%' });
  return [
    ['read', [3, 2, 1]],
    ['quorum', [2, 2, 1]],
    ['back\\slash \\n', [0, 0, 1]],
    ['only ours', [0, 0, 1]],
    ['limited', [0, 0, 1]],
    ['single active', [0, 0, 2]],
    ['goes by itself', [0, 0, 1]],
  ];
}
