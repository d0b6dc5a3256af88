import { Duplex } from 'node:stream';

/** The part of an SSH channel that a tunnel needs. */
export interface ByteChannel extends Duplex {
  close(): void;
}

/** A channel as an ordinary stream: one that can be destroyed, reports errors, and ends when the line is cut. */
export class Tunnel extends Duplex {
  readonly #channel: ByteChannel;

  /** `cut` tells what ended the connection under the channel, if anything did. */
  constructor(channel: ByteChannel, cut: () => Error | undefined) {
    super({ allowHalfOpen: true });
    this.#channel = channel;
    channel.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) channel.pause();
    });
    channel.once('end', () => this.push(null));
    channel.once('error', (error) => this.destroy(error));
    channel.once('close', () => {
      const reason = cut();
      if (reason) this.destroy(reason);
      else if (!this.writableEnded) this.end(); // what was received is still to be read
    });
    channel.pause();
  }

  override _read(): void {
    this.#channel.resume();
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#channel.writable) this.#channel.write(chunk, encoding, done);
    else done(new Error('the tunnel is closed'));
  }

  override _final(done: (error?: Error | null) => void): void {
    if (this.#channel.writable) this.#channel.end(() => done());
    else done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#channel.resume();
    this.#channel.close();
    done(error);
  }
}
