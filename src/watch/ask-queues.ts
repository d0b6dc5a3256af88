import { type ManagementApi, path } from '../api/management-api.js';
import { asRecord, columnList } from '../api/shapes.js';
import { rateIn } from './ask-cluster.js';
import type { QueueRecord, QueueSort, QueuesRecord } from './record.js';

/** How many are asked for: the server sorts, and a cluster may have a hundred thousand. */
const page = 100;

/** The queues with most messages, and how many queues there are. Throws what the API throws. */
export async function askQueues(
  api: ManagementApi,
  sort: QueueSort,
  time: string,
  deadline: number,
): Promise<QueuesRecord> {
  const query = { page: 1, page_size: page, sort: fields[sort], sort_reverse: true, columns: columnList(columns) };
  const answer = asRecord(await api.request('GET', path`queues`, { query, deadline }));
  const items = Array.isArray(answer.items) ? answer.items.map(asRecord) : [];
  const longest = items.map(queueRecord).filter((queue) => queue[sort] > 0);
  return { time, count: Number(answer.total_count ?? items.length), sorted_by: sort, longest };
}

const fields = { messages: 'messages', ready: 'messages_ready', unacknowledged: 'messages_unacknowledged' } as const;

const columns = [
  ...['vhost', 'name', 'type', 'state', 'messages', 'messages_ready', 'messages_unacknowledged', 'consumers'],
  ...['message_stats.publish_details.rate', 'message_stats.deliver_get_details.rate'],
];

function queueRecord(queue: Readonly<Record<string, unknown>>): QueueRecord {
  const stats = asRecord(queue.message_stats);
  return {
    ...{ vhost: textOf(queue.vhost) ?? '', name: textOf(queue.name) ?? '' },
    ...{ type: textOf(queue.type), state: textOf(queue.state), messages: count(queue.messages) },
    ...{ ready: count(queue.messages_ready), unacknowledged: count(queue.messages_unacknowledged) },
    consumers: typeof queue.consumers === 'number' ? queue.consumers : null,
    ...{ publish: rateIn(stats, 'publish'), deliver: rateIn(stats, 'deliver_get') },
  };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const count = (value: unknown): number => (typeof value === 'number' ? value : 0);
