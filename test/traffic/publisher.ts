import { setTimeout as wait } from 'node:timers/promises';
import type { ChannelModel } from 'amqplib';
import type { Brokers } from './sessions.js';
import { Sessions } from './sessions.js';

export interface Queue {
  readonly name: string;
  /** Declared durable, with these. */
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** ms between two messages: so many that none can be lost unseen, so few that the brokers have time for the rest. */
const pace = 20;
/** How many messages may be without a confirm at a time. */
const window = 100;
/** ms without any confirm after which another node is tried. */
const patience = 15_000;

/** Publishes 1, 2, 3 … and repeats, on the next connection, every number that was not confirmed. */
export class Publisher {
  readonly confirmed = new Set<number>();
  readonly sessions: Sessions;
  readonly #queue: Queue;
  readonly #run: string;
  readonly #unconfirmed = new Set<number>();
  #next = 1;
  #publishing = true;
  #lastConfirm: number | undefined;
  #longestGap = 0;
  readonly #ended: Promise<void>;

  constructor(brokers: Brokers, queue: Queue, run: string) {
    this.sessions = new Sessions(brokers);
    this.#queue = queue;
    this.#run = run;
    const wanted = () => this.#publishing || this.#unconfirmed.size > 0;
    this.#ended = this.sessions.keep(wanted, (connection) => this.#publish(connection));
  }

  /** ms between two confirms; the time since the last one counts, too. */
  get longestGap(): number {
    return Math.max(this.#longestGap, this.#lastConfirm === undefined ? 0 : Date.now() - this.#lastConfirm);
  }

  /** No new messages; resolves when all that were sent are confirmed, or after a minute. */
  async stop(): Promise<void> {
    this.#publishing = false;
    await Promise.race([this.#ended, wait(60_000, undefined, { ref: false })]);
    this.#longestGap = this.longestGap;
    this.#lastConfirm = undefined;
    this.#unconfirmed.clear();
    await this.#ended;
  }

  async #publish(connection: ChannelModel): Promise<void> {
    const channel = await connection.createConfirmChannel();
    let failure: unknown;
    const fail = (error: unknown) => {
      failure ??= error ?? new Error('not confirmed');
    };
    const returned = new Set<number>();
    channel.on('error', fail);
    channel.on('close', () => fail(new Error('the channel was closed')));
    // No queue took it, and yet it will be confirmed.
    channel.on('return', (message) => returned.add(Number(message.properties.messageId)));
    await channel.assertQueue(this.#queue.name, { durable: true, arguments: this.#queue.arguments });
    let latest = Date.now();
    const send = (number: number) => {
      const options = { persistent: true, mandatory: true, messageId: String(number), correlationId: this.#run };
      channel.sendToQueue(this.#queue.name, Buffer.from(String(number)), options, (error: unknown) => {
        if (error || returned.has(number)) return fail(error ?? new Error('returned'));
        latest = Date.now();
        this.#confirm(number);
      });
    };
    for (const number of [...this.#unconfirmed]) send(number);
    while (this.#publishing || this.#unconfirmed.size > 0) {
      if (failure) throw failure;
      if (Date.now() - latest > patience) throw new Error(`nothing confirmed for ${patience} ms`);
      if (this.#publishing && this.#unconfirmed.size < window) {
        this.#unconfirmed.add(this.#next);
        send(this.#next++);
      }
      await wait(pace);
    }
  }

  #confirm(number: number): void {
    const now = Date.now();
    if (this.#lastConfirm !== undefined) this.#longestGap = Math.max(this.#longestGap, now - this.#lastConfirm);
    this.#lastConfirm = now;
    this.#unconfirmed.delete(number);
    this.confirmed.add(number);
  }
}
