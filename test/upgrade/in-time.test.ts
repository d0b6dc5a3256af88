import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { TimedOut } from '../../src/errors.js';
import { systemClock } from '../../src/upgrade/clock.js';
import { inTime } from '../../src/upgrade/in-time.js';

test('what is done in time is given; its own failure stands', async () => {
  expect(await inTime(systemClock, 5, Promise.resolve('done'))).toBe('done');
  const failure = new Error('no');
  await expect(inTime(systemClock, 5, Promise.reject(failure))).rejects.toBe(failure);
});

test('what is not, is given up', async () => {
  const forever = sleep(60_000, 'late', { ref: false });
  await expect(inTime(systemClock, 0.01, forever)).rejects.toEqual(new TimedOut('not done in 0.01 s'));
});
