import type { WireBody } from './wire.js';

/** Bytes that may wait for their reader before the line is told to pause. */
const mostHeld = 256 * 1024;

/** What has come of a body and was not read yet. `pause` holds the line, `giveUp` ends it before the body does. */
export class AnswerBody implements WireBody {
  readonly #pause: (paused: boolean) => void;
  readonly #giveUp: () => void;
  #chunks: Uint8Array[] = [];
  #held = 0;
  #outcome: { readonly error?: Error } | undefined;
  #wake: () => void = () => {};

  constructor(pause: (paused: boolean) => void, giveUp: () => void) {
    this.#pause = pause;
    this.#giveUp = giveUp;
  }

  push(chunk: Uint8Array): void {
    const wasLow = this.#held < mostHeld;
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    if (wasLow && this.#held >= mostHeld) this.#pause(true);
    this.#wake();
  }

  /** No more comes; with an error, because the line broke. */
  end(error?: Error): void {
    this.#outcome ??= error === undefined ? {} : { error };
    this.#wake();
  }

  destroy(): void {
    if (this.#outcome === undefined) this.#giveUp();
    this.#chunks = [];
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void> {
    try {
      for (;;) {
        const chunks = this.#chunks;
        if (this.#held >= mostHeld && this.#outcome === undefined) this.#pause(false);
        [this.#chunks, this.#held] = [[], 0];
        yield* chunks;
        if (this.#chunks.length > 0) continue;
        if (this.#outcome?.error !== undefined) throw this.#outcome.error;
        if (this.#outcome !== undefined) return;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      this.destroy();
    }
  }
}
