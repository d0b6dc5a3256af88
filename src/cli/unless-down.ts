import { Unavailable } from '../errors.js';
import type { Passed, Sink } from '../format/result.js';

/**
 * A tool that finds its broker down, or the application stopped, has done nothing, and another member's tool may answer:
 * `start` then rejects with Unavailable (`reached: false`), and nothing of what it said is shown. What any other tool says
 * passes, once it is more than its banner.
 */
export function unlessDown(passed: Passed, node: string): Passed {
  return {
    ...passed,
    start: async (sink) => {
      const held = new Held(sink);
      try {
        const code = await passed.start((stream, chunk) => held.take(stream, chunk));
        const down = code === 0 ? undefined : held.down;
        if (down !== undefined) throw new Unavailable(`${node} ${down}`, { node, reached: false });
        await held.release();
        return code;
      } catch (error) {
        // Where the output goes into a file, a code is an error.
        const { down } = held;
        if (down !== undefined) throw new Unavailable(`${node} ${down}`, { node, reached: false, cause: error });
        await held.release();
        throw error;
      }
    },
  };
}

class Held {
  readonly #sink: Sink;
  #chunks: (readonly ['stdout' | 'stderr', Uint8Array])[] = [];
  #passing = false;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  /** As the tools of every version begin to say it: 69 when the node is down, 64 when only the application is stopped. */
  get down(): string | undefined {
    const said = this.#passing ? '' : this.#text('stderr');
    if (/unable to perform an operation on node/.test(said)) return 'is down';
    return /requires the 'rabbit' app to be running/.test(said) ? 'has its application stopped' : undefined;
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
    for (const [stream, chunk] of held) await this.#sink(stream, chunk);
  }

  #text(wanted: 'stdout' | 'stderr'): string {
    return Buffer.concat(this.#chunks.flatMap(([stream, chunk]) => (stream === wanted ? [chunk] : []))).toString();
  }
}
