import { TimedOut } from '../errors.js';
import type { Clock } from './clock.js';

/** What `work` gives within so many seconds. Throws TimedOut else; what was begun may still go on. */
export async function inTime<T>(clock: Clock, seconds: number, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = clock.sleep(seconds * 1000, over.signal).then(() => {
    throw new TimedOut(`not done in ${seconds} s`);
  });
  late.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
  }
}
