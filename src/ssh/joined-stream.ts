import { Duplex, type Readable, type Writable } from 'node:stream';

/**
 * Two one-way streams as an ordinary socket-like stream: an SSH channel, or a child's stdout and stdin.
 * Unlike those it can be destroyed, reports errors, and tells a cut line from an end.
 */
export class JoinedStream extends Duplex {
  readonly #from: Readable;
  readonly #to: Writable;
  readonly #close: () => void;

  /** `close` lets go of what is underneath; `failure` tells, once reading has ended, whether that was no proper end. */
  constructor(from: Readable, to: Writable, close: () => void, failure: () => Promise<Error | undefined>) {
    super({ allowHalfOpen: true });
    this.#from = from;
    this.#to = to;
    this.#close = close;
    let over = false;
    const finish = async () => {
      if (over) return;
      over = true;
      const reason = await failure();
      if (reason) this.destroy(reason);
      else if (!this.destroyed) this.push(null);
    };
    from.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) from.pause();
    });
    from.once('end', finish);
    from.once('close', finish);
    from.once('error', (error) => this.destroy(error));
    to.on('error', () => {}); // the reading side says what happened
    from.pause();
  }

  override _read(): void {
    this.#from.resume();
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#to.writable) this.#to.write(chunk, encoding, done);
    else done(new Error('the far side takes no more'));
  }

  override _final(done: (error?: Error | null) => void): void {
    if (this.#to.writable) this.#to.end(() => done());
    else done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#from.resume(); // what nobody reads any more must not hold up the rest
    this.#close();
    done(error);
  }
}
