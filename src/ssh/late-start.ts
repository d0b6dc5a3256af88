import { Unavailable } from '../errors.js';
import type { Limits } from './limits.js';

/** ms from the login until somebody is told, and until it is given up: longer than the minute that locks of profiles wait. */
const patience = { note: 10_000, end: 120_000 };

/**
 * From the login on until a command says that it has begun. In between the login shell reads its files, and what hangs there
 * hangs without a word: here it gets one, and an end.
 */
export class LateStart {
  readonly #limits: Limits;
  readonly #hostName: string;
  readonly #warn: ((line: string) => void) | undefined;
  #timers: NodeJS.Timeout[] = [];
  #isOver = false;

  constructor(limits: Limits, hostName: string, warn: ((line: string) => void) | undefined) {
    this.#limits = limits;
    this.#hostName = hostName;
    this.#warn = warn;
  }

  /** We are logged in and have asked for the command. */
  asked({ note, end } = patience): void {
    if (this.#isOver || this.#timers.length > 0) return;
    this.#limits.waitsFor = { hint: hint(this.#hostName), since: Date.now() };
    const { what } = this.#limits;
    this.#timers = [
      setTimeout(() => {
        this.#warn?.(
          `${this.#hostName}: logged in, but nothing has begun there for ${note / 1000} seconds.\n${hint(this.#hostName)}`,
        );
      }, note),
      setTimeout(() => {
        const facts = { hint: hint(this.#hostName), reached: true };
        this.#limits.giveUp(new Unavailable(`${what} has not begun within ${end / 1000} seconds of the login`, facts));
      }, end),
    ];
  }

  /** It has begun, or there is nothing to wait for any more. */
  over(): void {
    this.#isOver = true;
    this.#limits.waitsFor = undefined;
    for (const timer of this.#timers) clearTimeout(timer);
  }
}

const hint = (hostName: string): string =>
  `What the login shell of that user reads (~/.bashrc and the like) seems to hang. Try: ssh ${hostName.replace(/:(\d+)$/, ' -p $1')} true`;
