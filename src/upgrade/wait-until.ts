import { CliError, ConfigError, NotPermitted, TimedOut, UsageError } from '../errors.js';
import type { Clock } from './clock.js';

export interface Waiting {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Seconds. */
  readonly timeout: number;
  /** Told whenever it is not there yet. */
  readonly report: (reason: string) => void;
  /** ms between two questions, at most; the first ones come quicker. */
  readonly every?: number;
  /** How many times in a row the answer must be yes. */
  readonly times?: number;
  /** Whether an error is a reason to wait on; by default every one of ours but a refused login or wrong settings. */
  readonly helps?: (error: CliError) => boolean;
}

/**
 * Asks until the answer is `true`; any other answer is why not yet. A node that does not answer is a reason to wait, a
 * refused login is not. Throws TimedOut with the last reason, and whatever `ask` throws that waiting cannot help.
 */
export async function waitUntil(ask: () => Promise<true | string>, waiting: Waiting): Promise<void> {
  const { clock, signal, timeout, report, every = 2000, times = 1, helps = waitingHelps } = waiting;
  const end = clock.now() + timeout * 1000;
  let pause = Math.min(200, every);
  for (let inRow = 0; ; ) {
    signal.throwIfAborted();
    const answer = await ask().catch((error: unknown) => {
      if (error instanceof CliError && helps(error)) return error.message;
      throw error;
    });
    inRow = answer === true ? inRow + 1 : 0;
    if (inRow >= times) return;
    if (answer !== true) {
      report(answer);
      if (clock.now() >= end) throw new TimedOut(`not in ${timeout} s: ${answer}`);
    }
    await clock.sleep(pause, signal);
    pause = answer === true ? Math.min(500, every) : Math.min(every, pause * 1.5);
  }
}

/** Of a broker that has only just started: it may answer before it has its users. */
export const waitingHelpsNewcomer = (error: CliError): boolean =>
  !(error instanceof UsageError || error instanceof ConfigError);

const waitingHelps = (error: CliError): boolean => !(error instanceof NotPermitted) && waitingHelpsNewcomer(error);
