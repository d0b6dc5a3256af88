import { abandoned } from './abandoned.js';
import type { LineSettings } from './api-settings.js';
import { brokenOff, type Line, type LineListener } from './line.js';
import type { Endpoint } from './wire.js';

/** What of bun's own sockets is used here. */
interface BunSocket {
  /** How many bytes were taken; -1 on a closed socket. */
  write(bytes: Uint8Array): number;
  pause(): void;
  resume(): void;
  ref(): void;
  unref(): void;
  setNoDelay(on: boolean): void;
  setKeepAlive(on: boolean, delay: number): void;
  terminate(): void;
}
interface BunHandlers {
  open(socket: BunSocket): void;
  data(socket: BunSocket, chunk: Uint8Array): void;
  drain(socket: BunSocket): void;
  end(socket: BunSocket): void;
  error(socket: BunSocket, error: Error): void;
  close(socket: BunSocket, error?: Error): void;
  connectError(socket: BunSocket, error: Error): void;
}
interface Bun {
  connect(options: { hostname: string; port: number; socket: BunHandlers }): Promise<unknown>;
}

/** ms for all addresses of a host; node:net tries them one by one with as much for each. */
const patience = 1_000;

/**
 * In bun, whose node:net and streams take 4 ms to load: plain TCP by its own sockets. The function gives undefined where it
 * does not succeed at once: node:net then tries anew and tells why. So it does in Node, and for TLS, a proxy or a tunnel.
 */
export function bunConnector(
  { host, port, secure }: Endpoint,
  settings: LineSettings,
  closing: AbortSignal,
): () => Promise<Line | undefined> {
  const { Bun: bun } = globalThis as { readonly Bun?: Bun };
  if (bun === undefined || secure || settings.proxy !== undefined || settings.connect !== undefined)
    return async () => undefined;
  const wait = Math.min(patience, (settings.connectDeadline ?? 10_000) / 2);
  return () =>
    new Promise((resolve) => {
      const line = new BunLine();
      let pending = true;
      const giveUp = () => {
        // Nothing ends the attempt, which goes on for two minutes.
        if (pending) abandoned.connects++;
        line.destroy();
        settle(undefined);
      };
      const timer = setTimeout(giveUp, wait);
      const settle = (outcome: Line | undefined) => {
        clearTimeout(timer);
        closing.removeEventListener('abort', giveUp);
        resolve(outcome);
      };
      closing.addEventListener('abort', giveUp);
      if (closing.aborted) return giveUp();
      const socket = { ...line.handlers(), connectError: () => settle(undefined) };
      const open = (opened: BunSocket) => {
        socketOpened(opened);
        line.use(opened);
        settle(line);
      };
      bun
        .connect({ hostname: host, port, socket: { ...socket, open } })
        .catch(() => settle(undefined))
        .finally(() => {
          pending = false;
        });
    });
}

function socketOpened(socket: BunSocket): void {
  socket.setNoDelay(true);
  // Finds out within half a minute that the other machine is gone.
  socket.setKeepAlive(true, 10_000);
}

class BunLine implements Line {
  #socket: BunSocket | undefined;
  #listener: LineListener | undefined;
  /** What came before anybody listened. */
  #early: Uint8Array[] = [];
  #outcome: { readonly error?: Error } | undefined;
  /** What the socket has not taken yet. */
  #unsent: Uint8Array[] = [];
  destroyed = false;

  get drained(): boolean {
    return this.#unsent.length === 0;
  }

  use(socket: BunSocket): void {
    this.#socket = socket;
    if (this.destroyed) socket.terminate();
  }

  handlers(): Omit<BunHandlers, 'open' | 'connectError'> {
    return {
      data: (_socket, chunk) => {
        if (this.#listener === undefined) this.#early.push(chunk);
        else this.#listener.data(chunk);
      },
      drain: () => this.#send(),
      end: () => this.#over(undefined),
      error: (_socket, error) => this.#over(error),
      close: (_socket, error) => {
        this.destroyed = true;
        // Behind an end it says nothing new.
        this.#over(error ?? brokenOff());
      },
    };
  }

  listen(listener: LineListener): void {
    this.#listener = listener;
    for (const chunk of this.#early.splice(0)) listener.data(chunk);
    if (this.#outcome !== undefined) listener.over(this.#outcome.error);
  }

  write(bytes: Uint8Array): void {
    this.#unsent.push(bytes);
    if (this.#unsent.length === 1) this.#send();
  }

  pause(): void {
    this.#socket?.pause();
  }

  resume(): void {
    this.#socket?.resume();
  }

  setIdle(idle: boolean): void {
    if (idle) this.#socket?.unref();
    else this.#socket?.ref();
  }

  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.#socket?.terminate();
    this.#over(brokenOff());
  }

  #send(): void {
    for (let bytes = this.#unsent[0]; bytes !== undefined; bytes = this.#unsent[0]) {
      const taken = this.destroyed ? bytes.length : (this.#socket?.write(bytes) ?? 0);
      if (taken < 0) {
        this.#over(brokenOff());
        return;
      }
      if (taken < bytes.length) {
        this.#unsent[0] = bytes.subarray(taken);
        return;
      }
      this.#unsent.shift();
    }
  }

  #over(error: Error | undefined): void {
    this.#outcome ??= error === undefined ? {} : { error };
    this.#listener?.over(this.#outcome.error);
  }
}
