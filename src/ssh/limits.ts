import { CliError, Interrupted, TimedOut } from '../errors.js';
import type { RunOptions } from './host.js';

/** The deadline and the abort signal of one run: a race that everything slow takes part in. */
export class Limits {
  /** ms since the epoch */
  readonly began = Date.now();
  readonly #controller = new AbortController();
  readonly #over: Promise<never>;
  #reject: (error: Error) => void = () => {};
  #error: Error | undefined;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #signal: AbortSignal | undefined;
  readonly #interrupt: () => void;

  /** `what` completes "… took longer than 5 seconds": `rabbitmqctl status on mq1`. */
  constructor({ deadline, signal }: RunOptions, what: string) {
    this.#over = new Promise<never>((_resolve, reject) => {
      this.#reject = (error) => {
        this.#error ??= error;
        this.#controller.abort(this.#error);
        reject(error);
      };
    });
    this.#over.catch(() => {}); // nobody may be racing when it is rejected
    this.#signal = signal;
    this.#interrupt = () => this.#reject(interruption(signal, what));
    if (signal?.aborted) this.#interrupt();
    signal?.addEventListener('abort', this.#interrupt, { once: true });
    if (this.#error || deadline === undefined || deadline === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(() => this.#reject(overdue(deadline, what)), deadline);
  }

  /** Whatever comes first: the work, or TimedOut, or Interrupted. */
  race<T>(work: Promise<T>): Promise<T> {
    work.catch(() => {}); // the loser of the race may still fail
    return Promise.race([this.#over, work]);
  }

  /** Throws TimedOut or Interrupted once it is over. */
  check(): void {
    if (this.#error) throw this.#error;
  }

  /** Aborted once it is over, with TimedOut or Interrupted as its reason. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get seconds(): number {
    return (Date.now() - this.began) / 1000;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener('abort', this.#interrupt);
  }
}

function overdue(deadline: number, what: string): CliError {
  return new TimedOut(`${what} took longer than ${deadline / 1000} seconds`);
}

function interruption(signal: AbortSignal | undefined, what: string): Error {
  const reason: unknown = signal?.reason;
  if (reason instanceof CliError) return reason;
  if (reason instanceof Error && reason.name === 'TimeoutError') return new TimedOut(`${what} took too long`);
  return new Interrupted(`${what} was interrupted`);
}
