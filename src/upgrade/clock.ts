import { setTimeout as wait } from 'node:timers/promises';

/** Time as the engine sees it: simulated clusters bring their own. */
export interface Clock {
  /** ms since 1970, on this machine. */
  now(): number;
  /** Resolves after that many ms, or rejects as soon as the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Does the work again and again, and keeps no process alive for it; the function ends that. */
  every(ms: number, work: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => wait(ms, undefined, signal && { signal }),
  every: (ms, work) => {
    const timer = setInterval(work, ms).unref();
    return () => clearInterval(timer);
  },
};
