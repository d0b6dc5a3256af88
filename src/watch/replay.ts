import type { Clock } from '../upgrade/clock.js';
import type { WatchRecord } from './record.js';
import { recorded } from './recording.js';

export interface ReplayOptions {
  readonly file: string;
  /** So many times as fast as it was; 0: without waiting. */
  readonly speed: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** The longest that is waited between two records, in ms: while nobody recorded nothing can be seen. */
const longest = 10_000;

/** A recording, played as it was made. Ends with the signal. Throws DataError for what is no recording. */
export async function* replay({ file, speed, clock, signal }: ReplayOptions): AsyncGenerator<WatchRecord, void> {
  let before: number | undefined;
  for await (const record of recorded(file)) {
    const time = Date.parse(record.time);
    const gap = before === undefined || speed === 0 ? 0 : (time - before) / speed;
    if (gap > 0) await clock.sleep(Math.min(gap, longest), signal).catch(() => {});
    if (signal.aborted) return;
    before = time;
    yield record;
  }
}
