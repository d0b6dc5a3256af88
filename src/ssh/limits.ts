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

  /** While something has not even begun: what may be the reason, for whom the time runs out meanwhile, and since when. */
  waitsFor: { readonly hint: string; readonly since: number } | undefined;

  /** Completes "… took longer than 5 seconds": `rabbitmqctl status on mq1`. */
  readonly what: string;

  constructor({ deadline, signal }: RunOptions, what: string) {
    this.what = what;
    this.#over = new Promise<never>((_resolve, reject) => {
      this.#reject = (error) => {
        this.#error ??= error;
        this.#controller.abort(this.#error);
        reject(error);
      };
    });
    this.#over.catch(() => {}); // nobody may be racing when it is rejected
    this.#signal = signal;
    this.#interrupt = () => this.#reject(this.#withReason(interruption(signal, what)));
    if (signal?.aborted) this.#interrupt();
    signal?.addEventListener('abort', this.#interrupt, { once: true });
    if (this.#error || deadline === undefined || deadline === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(() => this.#reject(this.#withReason(overdue(deadline, what))), deadline);
  }

  /** Ends it with this error. */
  giveUp(error: CliError): void {
    this.#reject(error);
  }

  #withReason(error: Error): Error {
    if (this.waitsFor === undefined || (error instanceof CliError && error.hint !== undefined)) return error;
    const { hint, since } = this.waitsFor;
    const facts = { hint, cause: error };
    if (error instanceof TimedOut) return new TimedOut(error.message, facts);
    // Whoever changes their mind at once is told of nothing.
    const isLate = Date.now() - since > 2000;
    return error instanceof Interrupted && isLate ? new Interrupted(error.message, facts) : error;
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
