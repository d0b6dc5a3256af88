import { CliError } from '../errors.js';
import type { Clock } from '../upgrade/clock.js';

interface Answer<T> {
  /** When it was asked: ISO 8601. */
  readonly time: string;
  readonly value: T;
}

/** A question of which nobody has to wait for the answer: one at a time, and the last answer stays until the next comes. */
export class Background<T> {
  last: Answer<T> | undefined;
  /** The last question had no answer. */
  failed = false;
  /** What should not happen. */
  defect: unknown;
  readonly #clock: Clock;
  #asking: Promise<void> | undefined;
  #due = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Asks, unless a question is under way, or the last one took more than one `sparing`th of the time since. Resolves when
   * no question is under way any more; never rejects.
   */
  ask(time: string, sparing: number, question: (() => Promise<T>) | undefined): Promise<void> {
    if (question !== undefined && this.#asking === undefined && this.#clock.now() >= this.#due)
      this.#asking = this.#answer(time, sparing, question);
    return this.#asking ?? Promise.resolve();
  }

  /** The last answer, if it was asked after that, in ms since 1970. */
  since(time: number): Answer<T> | undefined {
    return this.last !== undefined && Date.parse(this.last.time) >= time ? this.last : undefined;
  }

  async #answer(time: string, sparing: number, question: () => Promise<T>): Promise<void> {
    const started = this.#clock.now();
    try {
      this.last = { time, value: await question() };
      this.failed = false;
    } catch (error) {
      this.failed = true;
      if (!(error instanceof CliError)) this.defect = error;
    } finally {
      this.#asking = undefined;
      this.#due = started + (this.#clock.now() - started) * sparing;
    }
  }
}
