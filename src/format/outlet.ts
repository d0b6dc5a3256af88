import { Unavailable } from '../errors.js';

/** Where text goes: a stream, a prefix before one, or memory. */
export interface Outlet {
  /** Resolves when the chunk has been taken, so that nobody runs ahead of a slow reader. */
  write(chunk: string | Uint8Array): Promise<void>;
  /** The reader has gone (`| head`): what is written from now on is dropped. */
  readonly closed: boolean;
  readonly gone: Promise<void>;
  /** Only a terminal may be sent colours. */
  readonly terminal: boolean;
}

export interface Outlets {
  readonly stdout: Outlet;
  readonly stderr: Outlet;
}

/** As much of a Writable as is needed here. */
export interface OutStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  readonly destroyed: boolean;
  write(chunk: string | Uint8Array, done?: (error?: Error | null) => void): boolean;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
}

const known = new WeakMap<OutStream, Outlet>();

/** The outlet of a stream: always the same one, for its error listener must outlive a single print. */
export function outlet(stream: OutStream): Outlet {
  const found = known.get(stream) ?? open(stream);
  known.set(stream, found);
  return found;
}

function open(stream: OutStream): Outlet {
  let closed = false;
  let close: () => void = () => {};
  const gone = new Promise<void>((resolve) => {
    close = () => {
      closed = true;
      resolve();
    };
  });
  if (stream.destroyed) close();
  // Every error also reaches the callback of the write that met it; without a listener it would end the process.
  stream.on('error', (error) => isGone(error) && close());
  stream.on('close', close);
  return {
    terminal: stream.isTTY === true,
    gone,
    get closed() {
      return closed || stream.destroyed;
    },
    write(chunk) {
      if (this.closed || chunk.length === 0) return Promise.resolve();
      return new Promise((resolve, reject) => {
        stream.write(chunk, (error) => {
          if (!error) return resolve();
          if (!isGone(error)) return reject(new Unavailable(`Cannot write: ${error.message}`, { cause: error }));
          close();
          resolve();
        });
      });
    },
  };
}

const isGone = (error: Error & { code?: string }): boolean =>
  ['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END'].includes(error.code ?? '');
