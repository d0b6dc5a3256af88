import { expect, it } from 'vitest';
import { changesText, packageChanges, packagesText } from '../../../src/upgrade/progress/package-text.js';
import { plainJson } from '../../../src/upgrade/progress/plain-json.js';
import { clockTime, duration, localTime, stopwatch } from '../../../src/upgrade/progress/time-text.js';
import { noon } from './recorded-run.js';

it.each([
  [0, '0.0 s'],
  [4.23, '4.2 s'],
  [9.96, '10 s'],
  [59.6, '1 min 00 s'],
  [128, '2 min 08 s'],
  [3599.7, '1 h 00 min'],
  [7260, '2 h 01 min'],
])('%s s is %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

it.each([
  [-5, '0:00'],
  [42_900, '0:42'],
  [728_000, '12:08'],
  [3_728_000, '1:02:08'],
])('%s ms on the stopwatch are %s', (milliseconds, text) => {
  expect(stopwatch(milliseconds)).toBe(text);
});

it('times are local', () => {
  expect(clockTime(new Date(noon + 61_000).toISOString())).toBe('12:01:01');
  expect(localTime(new Date(noon).toISOString())).toBe('2026-11-25 12:00:00');
});

const erlang = (version: string) => ['erlang-base', 'erlang-mnesia'].map((name) => ({ name, version }));

it("Erlang's many packages are told as one", () => {
  const before = [
    ...erlang('1:25.2.3'),
    { name: 'rabbitmq-server', version: '3.10.8-1' },
    { name: 'libold', version: '1' },
  ];
  const after = [
    ...erlang('1:27.3'),
    { name: 'rabbitmq-server', version: '4.0.5-5' },
    { name: 'libnew', version: '2' },
  ];
  expect(packagesText(before)).toBe('rabbitmq-server 3.10.8-1, libold 1, Erlang 1:25.2.3 (2 packages)');
  expect(changesText(packageChanges(before, after))).toBe(
    'rabbitmq-server 3.10.8-1 → 4.0.5-5, removed: libold 1, new: libnew 2, Erlang 1:25.2.3 → 1:27.3 (2 packages)',
  );
  expect(changesText(packageChanges(before, before))).toBe('nothing changes');
});

it('JSON leaves out what is undefined', () => {
  expect(plainJson({ a: undefined, b: [1, undefined], c: { d: null, e: 'x' } })).toEqual({
    b: [1, null],
    c: { d: null, e: 'x' },
  });
});
