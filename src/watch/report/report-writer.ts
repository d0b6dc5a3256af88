import { writeFile } from 'node:fs/promises';
import { ConfigError } from '../../errors.js';
import { shareOf } from '../amounts.js';
import { queueKey } from '../history.js';
import { type EventRecord, rateNames, type WatchRecord } from '../record.js';
import { reportPage } from './report-page.js';
import { Slots } from './slots.js';

/** What a report is made of. */
export interface Watched {
  readonly first: WatchRecord;
  readonly last: WatchRecord;
  readonly records: number;
  /** Series by `rate NAME`, `total NAME`, `memory NODE`, `disk NODE`, `fds NODE`, `http NODE`, `runs NODE`, `queue VHOST\0NAME`. */
  readonly slots: Slots;
  readonly nodes: readonly string[];
  readonly events: readonly EventRecord[];
}

/** Queues that are remembered: of those with fewer messages nobody asks. */
const mostQueues = 200;
const mostEvents = 1000;

/** Gathers records, and makes the page of them. */
export class ReportWriter {
  readonly #path: string;
  #watched: { first: WatchRecord; last: WatchRecord; slots: Slots } | undefined;
  #records = 0;
  readonly #nodes = new Set<string>();
  readonly #events: EventRecord[] = [];

  constructor(path: string) {
    this.#path = path;
  }

  add(record: WatchRecord): void {
    const time = Date.parse(record.time);
    this.#watched ??= { first: record, last: record, slots: new Slots(time, record.interval * 1000) };
    const { slots } = this.#watched;
    this.#watched.last = record;
    this.#records++;
    this.#events.push(...record.events.slice(0, Math.max(0, mostEvents - this.#events.length)));
    for (const name of rateNames) slots.add(`rate ${name}`, time, record.rates[name]);
    for (const [name, value] of Object.entries(record.totals)) slots.add(`total ${name}`, time, value);
    for (const node of record.nodes) {
      this.#nodes.add(node.name);
      slots.add(`memory ${node.name}`, time, shareOf(node.memory));
      slots.add(`disk ${node.name}`, time, node.disk.free, 'smallest');
      slots.add(`fds ${node.name}`, time, shareOf(node.file_descriptors));
      slots.add(`http ${node.name}`, time, node.http?.answers === true ? node.http.milliseconds : null);
      slots.add(`runs ${node.name}`, time, node.running === null ? null : node.running ? 1 : 0, 'smallest');
    }
    for (const queue of record.queues?.longest ?? []) slots.add(`queue ${queueKey(queue)}`, time, queue.messages);
    this.#forgetShort(slots);
  }

  /** False when there was nothing to report. Throws ConfigError when the file cannot be written. */
  async write(): Promise<boolean> {
    if (this.#watched === undefined) return false;
    const page = reportPage({
      ...this.#watched,
      records: this.#records,
      nodes: [...this.#nodes],
      events: this.#events,
    });
    try {
      await writeFile(this.#path, page);
    } catch (error) {
      throw new ConfigError(`--report: cannot write ${this.#path}: ${(error as Error).message}`, { cause: error });
    }
    return true;
  }

  #forgetShort(slots: Slots): void {
    const queues = slots.names.filter((name) => name.startsWith('queue '));
    if (queues.length <= mostQueues * 2) return;
    const peaks = new Map(queues.map((name) => [name, slots.peak(name)]));
    const shortest = queues.toSorted((a, b) => (peaks.get(b) ?? 0) - (peaks.get(a) ?? 0)).slice(mostQueues);
    for (const name of shortest) slots.forget(name);
  }
}
