import { setTimeout as wait } from 'node:timers/promises';
import type { ChannelModel } from 'amqplib';
import type { Queue } from './publisher.js';
import { type Brokers, Sessions } from './sessions.js';

/** ms; longer than a queue is without a leader. */
const patience = 20_000;

/** Takes every message of one run from a queue, and acknowledges each. */
export class Consumer {
  /** How often each number came. */
  readonly consumed = new Map<number, number>();
  readonly sessions: Sessions;
  readonly #queue: Queue;
  readonly #run: string;
  #consuming = true;
  #latest = 0;
  readonly #ended: Promise<void>;

  constructor(brokers: Brokers, queue: Queue, run: string) {
    this.sessions = new Sessions(brokers);
    this.#queue = queue;
    this.#run = run;
    const wanted = () => this.#consuming;
    this.#ended = this.sessions.keep(wanted, (connection) => this.#consume(connection));
  }

  /** Resolves when all these numbers have come, or when no message has come for so long that none will. */
  async stop(expected: ReadonlySet<number>): Promise<void> {
    this.#latest = Date.now();
    while (this.#missing(expected) && Date.now() - this.#latest < patience) await wait(50);
    this.#consuming = false;
    await this.#ended;
  }

  async #consume(connection: ChannelModel): Promise<void> {
    const channel = await connection.createChannel();
    let failure: Error | undefined;
    channel.on('error', (error: Error) => {
      failure ??= error;
    });
    channel.on('close', () => {
      failure ??= new Error('the channel was closed');
    });
    await channel.assertQueue(this.#queue.name, { durable: true, arguments: this.#queue.arguments });
    await channel.prefetch(50);
    await channel.consume(this.#queue.name, (message) => {
      if (message === null) {
        failure ??= new Error('the consumer was cancelled');
        return;
      }
      this.#latest = Date.now();
      const number = Number(message.content.toString());
      // What an earlier run left in the queue is only cleared away.
      if (message.properties.correlationId === this.#run) {
        this.consumed.set(number, (this.consumed.get(number) ?? 0) + 1);
      }
      if (!failure) channel.ack(message);
    });
    while (this.#consuming) {
      if (failure) throw failure;
      await wait(50);
    }
  }

  #missing(expected: ReadonlySet<number>): boolean {
    for (const number of expected) if (!this.consumed.has(number)) return true;
    return false;
  }
}
