import { resolve } from 'node:path';
import { UsageError } from '../errors.js';
import { type Flag, option, ours } from './input.js';

/** How fast a recording is played. */
export const speed: Flag<number | undefined> = ours({
  ...option('of --replay: 10 is ten times as fast as it was, 0 does not wait at all; default 1'),
  parse: (word: string, name: string): number | undefined => {
    if (/^\d+(\.\d+)?$/.test(word)) return Number(word);
    throw new UsageError(`--${name} takes a number such as 10 or 0.5, not "${word}"`);
  },
  missing: undefined,
});

interface Chosen {
  readonly for: number | undefined;
  readonly interval: number;
  readonly record: string | undefined;
  readonly replay: string | undefined;
  readonly speed: number | undefined;
  readonly report: string | undefined;
}

/** Refuses what does not go together. Throws UsageError. */
export function checkWatch({ for: time, interval, record, replay, speed: fast, report }: Chosen): void {
  if (interval < 200) throw new UsageError('--interval: a cluster is not to be asked more often than each 200ms');
  if (fast !== undefined && replay === undefined) throw new UsageError('--speed is of --replay, which is not given');
  // Before anything is made; links are seen when the files are opened.
  for (const [name, recording] of Object.entries({ record, replay }))
    if (report !== undefined && recording !== undefined && isSamePath(report, recording))
      throw new UsageError(`--report would write over the file of --${name}`);
  if (replay === undefined) return;
  if (record !== undefined)
    throw new UsageError('--replay plays a recording, of which --record would make another one');
  if (time !== undefined) throw new UsageError('--for is of a live cluster: --replay ends where the recording does');
}

const isSamePath = (one: string, other: string): boolean => resolve(one) === resolve(other) && one !== '/dev/null';
