import type { Duplex } from 'node:stream';

/** A connection, as much of it as HTTP needs: a whole stream of Node costs more to load than a command has. */
export interface Line {
  readonly destroyed: boolean;
  /** All that was written has left. */
  readonly drained: boolean;
  /** Whatever comes from now on goes there and nowhere else; nothing is lost before the first listener. */
  listen(listener: LineListener): void;
  /** As fast as the other side takes it; the rest waits in memory. */
  write(bytes: Uint8Array): void;
  pause(): void;
  resume(): void;
  /** Nobody waits for what it says: it must not keep the process. */
  setIdle(idle: boolean): void;
  destroy(): void;
}

export interface LineListener {
  data(chunk: Uint8Array): void;
  /** No more comes: the other side ended it, or by that error it broke, perhaps by our own `destroy`. May be told twice. */
  over(error?: Error): void;
}

type Referenced = Duplex & { ref?(): unknown; unref?(): unknown };

/** Why there is no more, where the other side has not ended the line. */
export const brokenOff = (): Error => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

/** Node's socket, TLS, or the channel of a tunnel as a line. */
export function lineOf(stream: Referenced): Line {
  let listener: LineListener | undefined;
  return {
    get destroyed() {
      return stream.destroyed;
    },
    get drained() {
      return stream.writableLength === 0;
    },
    listen(next) {
      const isFirst = listener === undefined;
      listener = next;
      if (!isFirst) return;
      stream.on('error', (error: Error) => listener?.over(error));
      let ended = false;
      stream.on('end', () => {
        ended = true;
        listener?.over();
      });
      stream.on('close', () => listener?.over(ended ? undefined : brokenOff()));
      stream.on('data', (chunk: Uint8Array) => listener?.data(chunk));
    },
    write: (bytes) => void stream.write(bytes),
    pause: () => void stream.pause(),
    resume: () => void stream.resume(),
    setIdle: (idle) => void (idle ? stream.unref?.() : stream.ref?.()),
    destroy: () => void stream.destroy(),
  };
}
