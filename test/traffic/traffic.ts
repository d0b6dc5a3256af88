import { setTimeout as wait } from 'node:timers/promises';
import { type Channel, type ChannelModel, type ConfirmChannel, connect } from 'amqplib';

export interface TrafficOptions {
  /** Of all brokers; whichever takes us. */
  readonly addresses: readonly string[];
  readonly username: string;
  readonly password: string;
  /** Declared durable, with these arguments. */
  readonly queues: readonly { readonly name: string; readonly arguments: Readonly<Record<string, unknown>> }[];
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
}

/** A publisher with confirms and a consumer for each queue, who go on whatever becomes of the brokers. */
export interface Traffic {
  /** Ends publishing, consumes what is left, and says what came of it. */
  stop(): Promise<readonly QueueReport[]>;
}

/** Resolves once every queue has its first confirmed message. */
export async function startTraffic(options: TrafficOptions): Promise<Traffic> {
  const lanes = options.queues.map((queue) => new Lane(options, queue));
  await Promise.all(lanes.map((lane) => lane.begin()));
  return { stop: () => Promise.all(lanes.map((lane) => lane.end())) };
}

/** ms between two messages of one publisher. */
const pace = 10;

class Lane {
  readonly #options: TrafficOptions;
  readonly #queue: TrafficOptions['queues'][number];
  readonly #confirmed = new Set<number>();
  readonly #consumed = new Map<number, number>();
  #publishing = true;
  #consuming = true;
  #lastConfirm = 0;
  #longestGap = 0;
  #loops: Promise<unknown> = Promise.resolve();

  constructor(options: TrafficOptions, queue: TrafficOptions['queues'][number]) {
    this.#options = options;
    this.#queue = queue;
  }

  async begin(): Promise<void> {
    this.#loops = Promise.all([this.#publishAll(), this.#consumeAll()]);
    while (this.#confirmed.size === 0) await wait(50);
  }

  async end(): Promise<QueueReport> {
    this.#publishing = false;
    const patience = Date.now() + 60_000;
    while (this.#missing().length > 0 && Date.now() < patience) await wait(100);
    this.#consuming = false;
    await this.#loops;
    return {
      queue: this.#queue.name,
      confirmed: this.#confirmed.size,
      consumed: this.#consumed.size,
      missing: this.#missing(),
      duplicates: [...this.#consumed.values()].reduce((sum, times) => sum + times - 1, 0),
      longestGap: this.#longestGap,
    };
  }

  #missing(): number[] {
    return [...this.#confirmed].filter((number) => !this.#consumed.has(number));
  }

  /** One message at a time: the next one when this one is confirmed, the same one again when it is not. */
  async #publishAll(): Promise<void> {
    let number = 1;
    while (this.#publishing) {
      await this.#connected(async (connection, broken) => {
        const channel = await connection.createConfirmChannel();
        channel.on('error', () => {});
        await channel.assertQueue(this.#queue.name, { durable: true, arguments: this.#queue.arguments });
        while (this.#publishing) {
          await Promise.race([this.#publish(channel, number), broken]);
          this.#confirm(number);
          number += 1;
          await wait(pace);
        }
      });
    }
  }

  #publish(channel: ConfirmChannel, number: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (error: unknown) => (error ? reject(error) : resolve());
      channel.sendToQueue(this.#queue.name, Buffer.from(String(number)), { persistent: true }, settle);
    });
  }

  #confirm(number: number): void {
    const now = Date.now();
    if (this.#lastConfirm > 0) this.#longestGap = Math.max(this.#longestGap, now - this.#lastConfirm);
    this.#lastConfirm = now;
    this.#confirmed.add(number);
  }

  async #consumeAll(): Promise<void> {
    while (this.#consuming) {
      await this.#connected(async (connection, broken) => {
        const channel: Channel = await connection.createChannel();
        channel.on('error', () => {});
        const closed = new Promise<void>((resolve) => channel.once('close', resolve));
        await channel.assertQueue(this.#queue.name, { durable: true, arguments: this.#queue.arguments });
        await channel.prefetch(50);
        let cancelled = false;
        await channel.consume(this.#queue.name, (message) => {
          // The queue was moved, and we were told so: consume anew.
          if (message === null) cancelled = true;
          else {
            const number = Number(message.content.toString());
            this.#consumed.set(number, (this.#consumed.get(number) ?? 0) + 1);
            channel.ack(message);
          }
        });
        while (this.#consuming && !cancelled) await Promise.race([wait(100), broken, closed.then(() => fail())]);
      });
    }
  }

  /** A connection to whichever broker takes us; ends when the work does, or the line. Failures are what this is for. */
  async #connected(work: (connection: ChannelModel, broken: Promise<never>) => Promise<void>): Promise<void> {
    const { addresses, username, password } = this.#options;
    const address = addresses[Math.floor(Math.random() * addresses.length)];
    let connection: ChannelModel | undefined;
    try {
      const url = `amqp://${username}:${password}@${address}:5672/?heartbeat=5`;
      connection = await connect(url, { timeout: 3000 });
      const opened = connection;
      const broken = new Promise<never>((_, reject) => {
        opened.on('error', reject);
        opened.on('close', () => reject(new Error('closed')));
      });
      broken.catch(() => {});
      await Promise.race([work(opened, broken), broken]);
    } catch {
      await wait(100);
    } finally {
      await connection?.close().catch(() => {});
    }
  }
}

function fail(): never {
  throw new Error('the channel is closed');
}
