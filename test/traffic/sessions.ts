import { setTimeout as wait } from 'node:timers/promises';
import { type ChannelModel, connect } from 'amqplib';

export interface Brokers {
  /** Of all nodes; whichever takes us. */
  readonly addresses: readonly string[];
  readonly username: string;
  readonly password: string;
}

/** Connections to one node after the other, for as long as they are wanted, whatever becomes of nodes. */
export class Sessions {
  readonly #brokers: Brokers;
  #next: number;
  #opened = 0;
  #lastFailure = '';

  constructor(brokers: Brokers) {
    this.#brokers = brokers;
    this.#next = Math.floor(Math.random() * brokers.addresses.length);
  }

  /** How many connections were opened. */
  get opened(): number {
    return this.#opened;
  }

  /** Why the latest connection ended; empty when none has. */
  get lastFailure(): string {
    return this.#lastFailure;
  }

  /** Calls `work` with a new connection until it is no longer wanted; its failures are what this is for, and are kept. */
  async keep(wanted: () => boolean, work: (connection: ChannelModel) => Promise<void>): Promise<void> {
    while (wanted()) {
      try {
        await this.#once(work);
      } catch (error) {
        this.#lastFailure = error instanceof Error ? error.message : String(error);
        await wait(100);
      }
    }
  }

  async #once(work: (connection: ChannelModel) => Promise<void>): Promise<void> {
    const { addresses, username, password } = this.#brokers;
    const address = addresses[this.#next++ % addresses.length];
    const url = `amqp://${username}:${password}@${address}:5672/?heartbeat=5`;
    const connection = await connect(url, { timeout: 3000 });
    this.#opened++;
    const broken = new Promise<never>((_, reject) => {
      connection.on('error', reject);
      connection.on('close', () => reject(new Error(`${address} closed the connection`)));
    });
    try {
      await Promise.race([work(connection), broken]);
    } finally {
      // A node that is being stopped may never answer to this.
      await Promise.race([connection.close().catch(() => {}), wait(2000, undefined, { ref: false })]);
    }
  }
}
