import { shareOf } from './amounts.js';
import type { QueueRecord, WatchRecord } from './record.js';

/** As wide as any sparkline may get. */
const longest = 240;

type Values = (number | null)[];

/** What the sparklines show: the last values of what was seen, the newest last. */
export class History {
  readonly #cluster = new Map<string, Values>();
  readonly #memory = new Map<string, Values>();
  readonly #queues = new Map<string, Values>();

  add(record: WatchRecord): void {
    for (const [name, value] of Object.entries({ ...record.totals, ...record.rates })) push(this.#cluster, name, value);
    keep(
      this.#memory,
      record.nodes.map(({ name }) => name),
    );
    for (const node of record.nodes) push(this.#memory, node.name, shareOf(node.memory));
    const { longest: queues = [] } = record.queues ?? {};
    keep(this.#queues, queues.map(queueKey));
    for (const queue of queues) push(this.#queues, queueKey(queue), queue.messages);
  }

  /** Of a rate or a total by its key in the record. */
  of(name: string): readonly (number | null)[] {
    return this.#cluster.get(name) ?? [];
  }

  /** Percent of what it may use. */
  memoryOf(node: string): readonly (number | null)[] {
    return this.#memory.get(node) ?? [];
  }

  /** Messages. */
  lengthOf(queue: QueueRecord): readonly (number | null)[] {
    return this.#queues.get(queueKey(queue)) ?? [];
  }
}

export const queueKey = ({ vhost, name }: Pick<QueueRecord, 'vhost' | 'name'>): string => `${vhost}\0${name}`;

function push(series: Map<string, Values>, name: string, value: number | null): void {
  const values = series.get(name) ?? [];
  values.push(value);
  if (values.length > longest) values.shift();
  series.set(name, values);
}

/** What is seen no more is forgotten: a cluster makes new queues all the time. */
function keep(series: Map<string, Values>, names: readonly string[]): void {
  const wanted = new Set(names);
  for (const name of series.keys()) if (!wanted.has(name)) series.delete(name);
}
