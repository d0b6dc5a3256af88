import { Unavailable } from '../errors.js';

/** bytes of stdout that are taken in whole: what is longer is no answer, and would not fit into one text of Node.js either. */
export const mostOutput = 256 * 1024 * 1024;

/** bytes of stderr that are kept from its beginning, and as many from its end. */
export const keptOfComplaints = 64 * 1024;

/** Collects stdout, or throws Unavailable when it never ends. `who` completes "… printed more than 256 MiB". */
export class CollectedOutput {
  readonly #chunks: Uint8Array[] = [];
  readonly #who: string;
  #length = 0;

  constructor(who: string) {
    this.#who = who;
  }

  take(chunk: Uint8Array): void {
    this.#length += chunk.length;
    if (this.#length > mostOutput)
      throw new Unavailable(`${this.#who} printed more than ${mostOutput / 1024 / 1024} MiB: it was ended`, {
        reached: true,
      });
    this.#chunks.push(chunk);
  }

  get text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }
}

/** Collects stderr: of a program that complains for ever, what it said first and what it said last. */
export class CollectedComplaints {
  readonly #first: Uint8Array[] = [];
  readonly #last: Uint8Array[] = [];
  #firstLength = 0;
  #lastLength = 0;
  #leftOut = 0;

  take(chunk: Uint8Array): void {
    const room = keptOfComplaints - this.#firstLength;
    if (room > 0) {
      this.#first.push(chunk.subarray(0, room));
      this.#firstLength += Math.min(room, chunk.length);
    }
    const rest = chunk.subarray(Math.max(0, room));
    if (rest.length === 0) return;
    this.#last.push(rest);
    this.#lastLength += rest.length;
    // Whole chunks go, so that a flood costs no copies.
    while (this.#lastLength - (this.#last[0]?.length ?? 0) >= keptOfComplaints) {
      const gone = this.#last.shift()?.length ?? 0;
      this.#lastLength -= gone;
      this.#leftOut += gone;
    }
  }

  get text(): string {
    const gap = this.#leftOut === 0 ? [] : [Buffer.from(`\n… ${this.#leftOut} bytes left out …\n`)];
    return Buffer.concat([...this.#first, ...gap, ...this.#last]).toString('utf8');
  }
}
