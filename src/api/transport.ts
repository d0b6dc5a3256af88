import { exchange } from './exchange.js';
import { brokenOff, type Line, lineOf } from './line.js';
import { connectionsAtOnce, idleConnectionLife, type OpenTransport, type Transport } from './wire.js';

/**
 * HTTP/1.1 on lines of our own: node:http takes 5 ms to load in Node and 8 in bun, of some 20 that a command has. What is
 * sent in pieces goes by node:http all the same, which knows how to wait for a slow reader.
 */
export const openTransport: OpenTransport = (endpoint, connect, connectLine) => {
  const lines = new Lines(async () => (await connectLine?.()) ?? lineOf(await connect()));
  const queue = new Queue();
  let streaming: Promise<Transport> | undefined;
  return {
    async send(wire) {
      if (typeof wire.body === 'object') {
        streaming ??= import('./streaming-transport.js').then(({ openStreaming }) => openStreaming(endpoint, connect));
        const transport = await streaming;
        wire.signal.throwIfAborted();
        return transport.send(wire);
      }
      await queue.turn(wire.signal);
      let line: Line;
      try {
        line = await lines.take(wire.signal);
      } catch (error) {
        queue.next();
        throw error;
      }
      return exchange(line, wire, (reusable) => {
        if (reusable > 0) lines.keep(line, reusable);
        else lines.forget(line);
        queue.next();
      });
    },
    async close() {
      lines.close();
      await (await streaming)?.close();
    },
  };
};

/** The lines to one endpoint; those that nobody uses are kept for a short while. */
class Lines {
  readonly #connect: () => Promise<Line>;
  readonly #open = new Set<Line>();
  readonly #idle: { readonly line: Line; readonly timer: NodeJS.Timeout }[] = [];
  #closed = false;

  constructor(connect: () => Promise<Line>) {
    this.#connect = connect;
  }

  /** Rejects with the signal's reason: nothing is connected for a request that was given up. */
  async take(signal: AbortSignal): Promise<Line> {
    signal.throwIfAborted();
    for (;;) {
      const kept = this.#idle.pop();
      if (kept === undefined) break;
      clearTimeout(kept.timer);
      if (kept.line.destroyed) continue;
      kept.line.setIdle(false);
      return kept.line;
    }
    if (this.#closed) throw brokenOff();
    const line = await this.#connect();
    this.#open.add(line);
    if (!this.#closed && !signal.aborted) return line;
    this.keep(line, idleConnectionLife);
    throw signal.aborted ? signal.reason : brokenOff();
  }

  keep(line: Line, life: number): void {
    if (this.#closed || line.destroyed) {
      this.forget(line);
      return;
    }
    // Whatever a server says unasked, or that it hangs up: the line is of no use any more.
    line.listen({ data: () => this.forget(line), over: () => this.forget(line) });
    line.resume();
    line.setIdle(true);
    const timer = setTimeout(() => this.forget(line), Math.min(life, idleConnectionLife));
    timer.unref();
    this.#idle.push({ line, timer });
  }

  forget(line: Line): void {
    this.#open.delete(line);
    const index = this.#idle.findIndex((kept) => kept.line === line);
    if (index !== -1) clearTimeout(this.#idle.splice(index, 1)[0]?.timer);
    line.destroy();
  }

  close(): void {
    this.#closed = true;
    for (const line of this.#open) this.forget(line);
  }
}

/** Lets so many requests go at once as there may be connections. */
class Queue {
  #free = connectionsAtOnce;
  readonly #waiting: (() => void)[] = [];

  /** Rejects with the signal's reason, and whoever stands behind moves up. */
  async turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free--;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const go = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(go), 1);
        reject(signal.reason);
      };
      this.#waiting.push(go);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  next(): void {
    const first = this.#waiting.shift();
    if (first === undefined) this.#free++;
    else first();
  }
}
