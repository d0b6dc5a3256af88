import { setMaxListeners } from 'node:events';
import { CliError, Interrupted, TimedOut } from '../errors.js';
import { NoConnectionInTime } from './errors.js';

/** How long something may take: until its deadline, or until the caller gives it up. */
export interface Limit {
  /** Aborts with one of our errors as reason. */
  readonly signal: AbortSignal;
  /** The promise, or the reason of the signal if that is earlier. */
  race<T>(promise: Promise<T>): Promise<T>;
  /** Aborts before the deadline. */
  giveUp(reason: CliError): void;
  /** To be called in any case: the clock stops. */
  end(): void;
}

/** Starts the clock: `deadline` in ms, `what` for the message of TimedOut. */
export function limitTo(deadline: number | undefined, outer: AbortSignal | undefined, what: string): Limit {
  const controller = new AbortController();
  const { signal } = controller;
  const timer =
    deadline === undefined
      ? undefined
      : setTimeout(() => controller.abort(new TimedOut(`no answer to ${what} within ${deadline / 1000} s`)), deadline);
  const pass = () => controller.abort(ours(outer?.reason, what));
  // A command's one signal may end hundreds of requests; Node warns of eleven.
  if (outer !== undefined) setMaxListeners(0, outer);
  outer?.addEventListener('abort', pass);
  if (outer?.aborted) pass();
  return {
    signal,
    race: (promise) => Promise.race([promise, aborted(signal)]),
    giveUp: (reason) => controller.abort(reason),
    end() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', pass);
    },
  };
}

/** The same reason where there was no connection either: whose fault that is, the broker's or the network's, is another question. */
export function notEvenConnected(reason: Error): Error {
  if (!(reason instanceof TimedOut)) return reason;
  const hint = 'the machine is off, or a firewall drops the packets';
  return new NoConnectionInTime(reason.message.replace(/^no answer/, 'no connection, so no answer'), { hint });
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function ours(reason: unknown, what: string): CliError {
  if (reason instanceof CliError) return reason;
  const timedOut = reason instanceof Error && reason.name === 'TimeoutError';
  return timedOut
    ? new TimedOut(`no answer to ${what} in time`, { cause: reason })
    : new Interrupted(`given up: ${what}`, { cause: reason });
}
