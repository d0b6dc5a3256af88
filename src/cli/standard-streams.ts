import { constants, fstatSync, openSync, writeSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { OutStream } from '../format/outlet.js';

/** Bytes that go out without a stream: what most pipes have room for. */
const most = 32 * 1024;

/** stdin, stdout and stderr of this process, each opened when something needs more of it than the first few lines. */
export class StandardStreams {
  readonly stdout: OutStream = isPerhapsTerminal(1) ? opened('stdout') : new FirstLines(1, () => opened('stdout'));
  readonly stderr: OutStream = isPerhapsTerminal(2) ? opened('stderr') : new FirstLines(2, () => opened('stderr'));
  /** Known without opening it. */
  readonly stdinIsTerminal = isPerhapsTerminal(0) && process.stdin.isTTY === true;
  #stdin: (Readable & { readonly isTTY?: boolean }) | undefined;

  get stdin(): Readable & { readonly isTTY?: boolean } {
    this.#stdin ??= process.stdin;
    return this.#stdin;
  }

  /** A pipe that its writer keeps open would keep us, too. */
  close(): void {
    if (this.stdinIsTerminal) process.stdin.destroy();
    this.#stdin?.destroy();
  }
}

/** Whoever writes is told of a full disk; a reader that has seen enough (`| head -1`) is no error. Neither is an uncaught one. */
function opened(name: 'stdout' | 'stderr'): OutStream {
  return process[name].on('error', () => {});
}

/** A device, but not /dev/null: the one that cron and tests give. */
function isPerhapsTerminal(descriptor: number): boolean {
  try {
    const found = fstatSync(descriptor);
    return found.isCharacterDevice() && found.rdev !== deviceNull;
  } catch {
    // Closed: the stream knows what then.
    return true;
  }
}

const deviceNull = process.platform === 'linux' ? 0x103 : -1;

/**
 * The first bytes by themselves and only then a stream: to load what streams need takes bun as long as all of a short
 * command. Like Node's own streams it waits for a slow reader, which the first bytes never meet.
 */
class FirstLines implements OutStream {
  readonly isTTY = false;
  #descriptor: number;
  readonly #open: () => OutStream;
  readonly #listeners: { readonly error: ((error: Error) => void)[]; readonly close: (() => void)[] } = {
    error: [],
    close: [],
  };
  #written: number | undefined;
  #stream: OutStream | undefined;
  #failed = false;

  constructor(descriptor: number, open: () => OutStream) {
    this.#descriptor = descriptor;
    this.#open = open;
  }

  get destroyed(): boolean {
    return this.#failed || (this.#stream?.destroyed ?? false);
  }

  on(event: 'error' | 'close', listener: (() => void) & ((error: Error) => void)): this {
    if (this.#stream !== undefined) this.#stream.on(event as 'error', listener);
    else this.#listeners[event].push(listener);
    return this;
  }

  write(chunk: string | Uint8Array, done: (error?: Error | null) => void = () => {}): boolean {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    if (this.#failed) {
      queueMicrotask(() => done(Object.assign(new Error('write after end'), { code: 'ERR_STREAM_DESTROYED' })));
      return false;
    }
    if (this.#stream === undefined && !this.#hasRoomFor(bytes.length)) this.#hand();
    if (this.#stream !== undefined) return this.#stream.write(bytes, done);
    let rest: Uint8Array;
    try {
      rest = this.#take(bytes);
    } catch (error) {
      this.#fail(error as Error, done);
      return false;
    }
    if (rest.length > 0) return this.#hand().write(rest, done);
    queueMicrotask(done);
    return true;
  }

  #hasRoomFor(length: number): boolean {
    if (this.#written === undefined) {
      const writable = withoutWaiting(this.#descriptor);
      if (writable === undefined) return false;
      [this.#descriptor, this.#written] = [writable, 0];
    }
    return this.#written + length <= most;
  }

  /** What could not be written without waiting. */
  #take(bytes: Uint8Array): Uint8Array {
    let rest = bytes;
    try {
      while (rest.length > 0) {
        const taken = writeSync(this.#descriptor, rest);
        this.#written = (this.#written ?? 0) + taken;
        rest = rest.subarray(taken);
      }
    } catch (error) {
      // Whoever gave us the pipe does not wait at it.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
    return rest;
  }

  #hand(): OutStream {
    const stream = this.#open();
    for (const listener of this.#listeners.error) stream.on('error', listener);
    for (const listener of this.#listeners.close) stream.on('close', listener);
    this.#stream = stream;
    return stream;
  }

  /** As a stream does: first the writer is told, then everybody, then it is closed. */
  #fail(error: Error, done: (error: Error) => void): void {
    this.#failed = true;
    queueMicrotask(() => {
      done(error);
      for (const listener of this.#listeners.error) listener(error);
      for (const listener of this.#listeners.close) listener();
    });
  }
}

/**
 * The same file, never waited for: a pipe is opened anew, for others have our end of it as well and may want to wait. Undefined
 * where that cannot be had.
 */
function withoutWaiting(descriptor: number): number | undefined {
  try {
    const found = fstatSync(descriptor);
    if (found.isSocket()) return undefined;
    return found.isFIFO()
      ? openSync(`/proc/self/fd/${descriptor}`, constants.O_WRONLY | constants.O_NONBLOCK)
      : descriptor;
  } catch {
    // No reader any more, or no such file system: the stream finds out.
    return undefined;
  }
}
