import { CheckFailed } from '../errors.js';
import type { Host } from './host.js';

/** How far another machine's clock is ahead of this one's. */
export interface ClockOffset {
  /** Seconds; behind is negative. */
  readonly offset: number;
  /** Seconds that this may be wrong, for the line takes its time. */
  readonly within: number;
}

/** Asks a machine for its time. Throws CheckFailed when `date` does not tell it, and what Host.run throws. */
export async function clockOffset(host: Host): Promise<ClockOffset> {
  let begun = Date.now();
  const onStart = () => {
    begun = Date.now();
  };
  const { stdout, code } = await host.run(['date', '+%s.%N'], { deadline: 10_000, onStart });
  const ended = Date.now();
  // BusyBox knows no nanoseconds.
  const seconds = Number(stdout.trim().replace(/\.%?N?$/, ''));
  if (code !== 0 || stdout.trim() === '' || Number.isNaN(seconds)) {
    throw new CheckFailed(`date on ${host.name} does not tell the time`);
  }
  return { offset: seconds - (begun + ended) / 2000, within: (ended - begun) / 2000 };
}
