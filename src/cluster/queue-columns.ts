import type { Queue } from '../api/queues.js';
import { AmqpTable, Atom, Float, type Properties, type Term } from '../format/term.js';
import { type Feature, has } from './capabilities.js';
import { toldByHttp } from './told-by-http.js';

export interface QueueColumn {
  /** HTTP's fields that it is made of; undefined: only the node's own tool knows it. */
  readonly fields: readonly string[] | undefined;
  /** The version decides what it is. */
  readonly versioned?: true;
  /** Older versions refuse it; only with `versioned`. */
  readonly since?: Feature;
  readonly term: (queue: Queue, version: string) => Term;
}

type QueueType = 'classic' | 'quorum' | 'stream';

const nothing = new Atom('');
const onlyOnNode: QueueColumn = { fields: undefined, term: () => nothing };

/** A field as it is, for the queue types whose own info has it (rabbit_*_queue.erl `info_keys`); empty for the others. */
const field = (name: string, ...types: readonly QueueType[]): QueueColumn => ({
  fields: [name],
  term: (queue) => (types.length === 0 || types.some((type) => type === queue.type) ? plain(queue[name]) : nothing),
});

const atom = (name: string): QueueColumn => ({
  fields: [name],
  term: (queue) => (typeof queue[name] === 'string' ? new Atom(queue[name]) : nothing),
});

/** All of the time is 1.0, and no consumer at all is 0. */
const share = (name: string): QueueColumn => ({
  ...field(name, 'classic'),
  term: (queue) =>
    queue[name] === 1 && queue.type === 'classic' ? new Float(1) : field(name, 'classic').term(queue, ''),
});

/** Members of quorum queues and streams; from 4.0 on classic queues name their only one. */
const nodes = (name: 'leader' | 'members' | 'online'): QueueColumn => ({
  fields: [name, 'node'],
  versioned: true,
  since: 'leader_of_queue',
  term: (queue, version) => {
    if (queue.type === 'classic' && (name === 'online' || !has(version, 'classic_queue_leader'))) return nothing;
    if (name === 'leader') return new Atom(queue.leader ?? queue.node ?? '');
    const names = queue[name] ?? (queue.type === 'classic' && queue.node !== undefined ? [queue.node] : []);
    return names.map((node) => new Atom(node));
  },
});

/** rabbitmqctl's info keys: which HTTP fields hold them, and what the real tool shows of them. */
export const queueColumns: Readonly<Record<string, QueueColumn>> = {
  name: field('name'),
  durable: field('durable'),
  auto_delete: field('auto_delete'),
  arguments: { fields: ['arguments'], versioned: true, term: (queue) => new AmqpTable(argumentsOf(queue)) },
  policy: field('policy'),
  pid: onlyOnNode,
  owner_pid: onlyOnNode,
  exclusive: field('exclusive', 'classic'),
  exclusive_consumer_pid: onlyOnNode,
  exclusive_consumer_tag: field('exclusive_consumer_tag', 'classic'),
  messages_ready: field('messages_ready'),
  messages_unacknowledged: field('messages_unacknowledged'),
  messages: field('messages'),
  messages_ready_ram: field('messages_ready_ram', 'classic'),
  messages_unacknowledged_ram: field('messages_unacknowledged_ram', 'classic'),
  messages_ram: field('messages_ram', 'classic', 'quorum'),
  messages_persistent: field('messages_persistent', 'classic'),
  message_bytes: field('message_bytes', 'classic'),
  message_bytes_ready: field('message_bytes_ready', 'classic'),
  message_bytes_unacknowledged: field('message_bytes_unacknowledged', 'classic'),
  message_bytes_ram: field('message_bytes_ram', 'classic', 'quorum'),
  message_bytes_persistent: field('message_bytes_persistent', 'classic'),
  head_message_timestamp: field('head_message_timestamp', 'classic'),
  disk_reads: onlyOnNode,
  disk_writes: onlyOnNode,
  consumers: field('consumers'),
  consumer_utilisation: share('consumer_utilisation'),
  consumer_capacity: { ...share('consumer_capacity'), versioned: true, since: 'consumer_capacity_of_queue' },
  memory: field('memory'),
  slave_pids: onlyOnNode,
  synchronised_slave_pids: onlyOnNode,
  state: atom('state'),
  type: atom('type'),
  leader: nodes('leader'),
  members: nodes('members'),
  online: nodes('online'),
  operator_policy: { ...field('operator_policy'), versioned: true, since: 'operator_policy_of_queue' },
  effective_policy_definition: onlyOnNode,
};

/** Whether HTTP's arguments of this queue are what the real tool prints. */
export const argumentsAreCertain = (queue: Queue, version: string): boolean =>
  toldByHttp(argumentsOf(queue), has(version, 'queue_arguments_sorted'));

const argumentsOf = (queue: Queue): Properties => (queue.arguments ?? {}) as Properties;

/** The HTTP fields to ask for, the queue's type among them: it decides which columns are empty. */
export function httpFields(names: readonly string[], withNode: boolean): readonly string[] {
  const fields = names.flatMap((name) => queueColumns[name]?.fields ?? []);
  return [...new Set(['name', 'vhost', 'type', ...fields, ...(withNode ? ['node'] : [])])];
}

/** null and a missing statistic are the empty atom, as in the real tool's info items. */
function plain(value: unknown): Term {
  if (typeof value === 'string' && value !== '') return value;
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint' ? value : nothing;
}
