import { expect, test } from 'vitest';
import { Unavailable } from '../../src/errors.js';
import { directLauncher } from '../../src/ssh/direct-launcher.js';
import type { Host } from '../../src/ssh/host.js';
import type { Launcher } from '../../src/ssh/launcher.js';
import { localHost } from '../../src/ssh/local.js';

async function ended(launcher: Launcher, name: string) {
  for (;;) {
    const state = await launcher.state(name);
    if (state.state !== 'running') return state;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test('what was never begun is absent', async () => {
  const launcher = directLauncher(localHost());
  expect(await launcher.state('job')).toEqual({ state: 'absent' });
  expect(await launcher.output('job')).toBe('');
});

test('a program runs, ends, and is forgotten', async () => {
  const launcher = directLauncher(localHost());
  await launcher.begin('job', ['sh', '-c', 'echo one; echo two >&2; exit "$1"', 'sh', '3']);
  expect(await launcher.state('job')).toEqual({ state: 'running' });
  expect(await ended(launcher, 'job')).toEqual({ state: 'failed', code: 3 });
  expect(await launcher.output('job')).toBe('one\ntwo');
  await launcher.begin('job', ['true']);
  expect(await ended(launcher, 'job')).toEqual({ state: 'succeeded', code: 0 });
  await launcher.clear('job');
  expect(await launcher.state('job')).toEqual({ state: 'absent' });
});

test('one that runs is not begun twice', async () => {
  let runs = 0;
  const host: Host = {
    ...localHost(),
    run: () => {
      runs += 1;
      return new Promise(() => {});
    },
  };
  const launcher = directLauncher(host);
  await launcher.begin('job', ['install']);
  await launcher.begin('job', ['install']);
  expect(runs).toBe(1);
});

test('a line that is cut has failed, and says why', async () => {
  const host: Host = { ...localHost(), run: () => Promise.reject(new Unavailable('mq1 does not answer')) };
  const launcher = directLauncher(host);
  await launcher.begin('job', ['install']);
  expect(await ended(launcher, 'job')).toEqual({ state: 'failed', code: 69 });
  expect(await launcher.output('job')).toBe('mq1 does not answer');
});
