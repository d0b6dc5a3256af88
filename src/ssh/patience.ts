/** A deadline that stands still while a person is typing. */
export class Patience {
  readonly #over: Promise<never>;
  #reject: (error: Error) => void = () => {};
  #timer: NodeJS.Timeout | undefined;
  #left: number;
  #since = 0;
  #holds = 0;
  #settled = false;
  readonly #late: () => Error;

  /** `time` in ms; `late` makes the error. */
  constructor(time: number, late: () => Error) {
    this.#left = time;
    this.#late = late;
    this.#over = new Promise<never>((_resolve, reject) => {
      this.#reject = reject;
    });
    this.#over.catch(() => {});
    this.#start(time);
  }

  race<T>(work: Promise<T>): Promise<T> {
    return Promise.race([this.#over, work]).finally(() => {
      this.#settled = true;
      clearTimeout(this.#timer);
    });
  }

  /** Does this while the clock stands still; the work may do so again. */
  async suspended<T>(work: () => Promise<T>): Promise<T> {
    this.#holds += 1;
    if (this.#holds === 1) this.#stop();
    try {
      return await work();
    } finally {
      this.#holds -= 1;
      if (this.#holds === 0) this.#start(Math.max(this.#left, 1000)); // what was typed still has to be sent
    }
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#left -= Date.now() - this.#since;
  }

  #start(time: number): void {
    if (this.#settled) return; // somebody was still being asked when it ended
    this.#since = Date.now();
    this.#timer = setTimeout(() => this.#reject(this.#late()), time);
  }
}

/** The work, or `reason()` as its error as soon as the signal is aborted. The work itself goes on: ending it is the caller's. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal, reason: () => Error): Promise<T> {
  let abort = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => reject(reason());
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
  });
  try {
    return await Promise.race([aborted, work]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
