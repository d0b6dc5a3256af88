import { setTimeout as wait } from 'node:timers/promises';

/** Time as the engine sees it: simulated clusters bring their own. */
export interface Clock {
  /** ms since 1970, on this machine. */
  now(): number;
  /** Resolves after that many ms, or rejects as soon as the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => wait(ms, undefined, signal && { signal }),
};
