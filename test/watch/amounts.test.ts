import { expect, test } from 'vitest';
import { age, amount, bytes, rate, shareOf } from '../../src/watch/amounts.js';
import { sparkline } from '../../src/watch/sparkline.js';

test('amounts have at most six characters', () => {
  expect([0, 999, 1000, 99_999, 99_999.6, 123_456, 999_499, 1_234_567, 250e6, 3e9, null].map(amount)).toEqual([
    ...['0', '999', '1,000', '99,999', '100k', '123k', '999k', '1.2M', '250M', '3.0G', '–'],
  ]);
  for (let value = 1; value < 1e12; value *= 1.37) expect(amount(value).length).toBeLessThanOrEqual(6);
  expect([0, 0.2, 9.9, 12.4, null].map(rate)).toEqual(['0', '0.2', '9.9', '12', '–']);
});

test('bytes, shares, ages', () => {
  expect([0, 1023, 1024, 1e9, 81_540_403_200, null].map(bytes)).toEqual([
    '0 B',
    '1.0 KiB',
    '1.0 KiB',
    '954 MiB',
    '75.9 GiB',
    '–',
  ]);
  expect(shareOf({ used: 1, limit: 0 })).toBeNull();
  expect([5000, 120_000, 7_200_000, 20 * 86_400_000, null].map(age)).toEqual(['5s', '2m', '2h', '20d', '–']);
});

test('sparklines: from zero to the largest, the newest to the right, a blank where nothing is known', () => {
  expect(sparkline([0, 1, 2, 4, 8], 8)).toBe('   ▁▁▂▄█');
  expect(sparkline([null, 3, null], 3)).toBe(' █ ');
  expect(sparkline([1, 2, 3], 2)).toBe('▆█');
  expect(sparkline([0, 0], 2)).toBe('▁▁');
  expect(sparkline([50], 2, 100)).toBe(' ▄');
  expect(sparkline([1], 0)).toBe('');
});
