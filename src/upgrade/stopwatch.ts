import type { Clock } from './clock.js';

/** How long a run took, and how much of it was spent waiting for the cluster: the rest is our own. */
export class Stopwatch {
  readonly #clock: Clock;
  readonly #start: number;
  #waited = 0;
  #waiting = 0;
  #since = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#start = clock.now();
  }

  get seconds(): number {
    return (this.#clock.now() - this.#start) / 1000;
  }

  /** Seconds; what is waited for side by side counts once. */
  get waited(): number {
    return this.#waited / 1000;
  }

  async waiting<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting === 0) this.#since = this.#clock.now();
    this.#waiting += 1;
    try {
      return await work();
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0) this.#waited += this.#clock.now() - this.#since;
    }
  }
}
