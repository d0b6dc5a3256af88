import { randomUUID } from 'node:crypto';
import { until } from '../lab/until.js';
import { Consumer } from './consumer.js';
import { Publisher, type Queue } from './publisher.js';
import type { Brokers } from './sessions.js';

export interface TrafficOptions extends Brokers {
  readonly queues: readonly Queue[];
}

export interface QueueReport {
  readonly queue: string;
  readonly confirmed: number;
  /** Different messages. */
  readonly consumed: number;
  /** Confirmed, and never consumed: lost. */
  readonly missing: readonly number[];
  /** Consumed more than once. */
  readonly duplicates: number;
  /** ms between two confirms. */
  readonly longestGap: number;
  /** Connections after the first ones, of publisher and consumer. */
  readonly reconnects: number;
}

/** A publisher with confirms and a consumer for each queue, who go on whatever becomes of the brokers. */
export interface Traffic {
  /** Ends publishing, consumes what is left, and says what came of it. */
  stop(): Promise<readonly QueueReport[]>;
}

/** Resolves once every queue has had a message confirmed and consumed. About 100 messages a second for each. */
export async function startTraffic(options: TrafficOptions): Promise<Traffic> {
  const lanes = options.queues.map((queue) => new Lane(options, queue));
  try {
    await Promise.all(lanes.map((lane) => lane.flowing()));
  } catch (error) {
    await Promise.all(lanes.map((lane) => lane.stop()));
    throw error;
  }
  return { stop: () => Promise.all(lanes.map((lane) => lane.stop())) };
}

class Lane {
  readonly #queue: string;
  readonly #publisher: Publisher;
  readonly #consumer: Consumer;

  constructor(brokers: Brokers, queue: Queue) {
    const run = randomUUID();
    this.#queue = queue.name;
    this.#publisher = new Publisher(brokers, queue, run);
    this.#consumer = new Consumer(brokers, queue, run);
  }

  async flowing(): Promise<void> {
    const flows = () => this.#publisher.confirmed.size > 0 && this.#consumer.consumed.size > 0;
    try {
      await until(`messages to flow through ${this.#queue}`, flows, { seconds: 60, every: 20 });
    } catch (error) {
      throw new Error(`${this.#publisher.sessions.lastFailure}; ${this.#consumer.sessions.lastFailure}`, {
        cause: error,
      });
    }
  }

  async stop(): Promise<QueueReport> {
    await this.#publisher.stop();
    const { confirmed, longestGap } = this.#publisher;
    await this.#consumer.stop(confirmed);
    const { consumed } = this.#consumer;
    return {
      queue: this.#queue,
      confirmed: confirmed.size,
      consumed: consumed.size,
      missing: [...confirmed].filter((number) => !consumed.has(number)),
      duplicates: [...consumed.values()].reduce((sum, times) => sum + times - 1, 0),
      longestGap,
      reconnects: this.#publisher.sessions.opened + this.#consumer.sessions.opened - 2,
    };
  }
}
