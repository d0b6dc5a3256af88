import { Unavailable } from '../errors.js';
import type { Passed, Sink } from '../format/result.js';

/**
 * A tool that finds the application stopped has done nothing, and another member's tool may answer: `start` then rejects
 * with Unavailable (`reached: false`, what the tool said as hint) instead of showing what it said. So it does, with
 * `repeatable`, for one that does not reach its broker: that may have died under the command. What any other tool says
 * passes, once it is more than its banner.
 */
export function unlessDown(passed: Passed, node: string, repeatable: boolean): Passed {
  return {
    ...passed,
    start: async (sink) => {
      const held = new Held(sink, repeatable);
      try {
        const code = await passed.start((stream, chunk) => held.take(stream, chunk));
        const down = code === 0 ? undefined : held.down;
        if (down !== undefined) throw new Unavailable(`${node} ${down}`, { node, reached: false, hint: held.said });
        await held.release();
        return code;
      } catch (error) {
        // Where the output goes into a file, a code is an error.
        const { down } = held;
        if (down !== undefined)
          throw new Unavailable(`${node} ${down}`, { node, reached: false, hint: held.said, cause: error });
        await held.release();
        throw error;
      }
    },
  };
}

class Held {
  readonly #sink: Sink;
  readonly #repeatable: boolean;
  #chunks: (readonly ['stdout' | 'stderr', Uint8Array])[] = [];
  #passing = false;

  constructor(sink: Sink, repeatable: boolean) {
    this.#sink = sink;
    this.#repeatable = repeatable;
  }

  get said(): string {
    return this.#text('stderr').trim();
  }

  /** As the tools of every version begin to say it: 64 before anything is done, 69 at any time. */
  get down(): string | undefined {
    const said = this.#passing ? '' : this.said;
    if (/requires the 'rabbit' app to be running/.test(said)) return 'has its application stopped';
    const unreached = this.#repeatable && /unable to perform an operation on node/.test(said);
    return unreached ? 'does not answer its own tool' : undefined;
  }

  async take(stream: 'stdout' | 'stderr', chunk: Uint8Array): Promise<void> {
    if (this.#passing) return this.#sink(stream, chunk);
    this.#chunks.push([stream, chunk]);
    const isBanner = /^(.*\.\.\.\n)*[^\n]{0,1000}$/.test(this.#text('stdout'));
    if (!isBanner || this.#text('stderr').length > 100_000) await this.release();
  }

  async release(): Promise<void> {
    this.#passing = true;
    const held = this.#chunks;
    this.#chunks = [];
    // All at once, in their order: what comes meanwhile must not overtake them.
    await Promise.all(held.map(([stream, chunk]) => this.#sink(stream, chunk)));
  }

  #text(wanted: 'stdout' | 'stderr'): string {
    return Buffer.concat(this.#chunks.flatMap(([stream, chunk]) => (stream === wanted ? [chunk] : []))).toString();
  }
}
