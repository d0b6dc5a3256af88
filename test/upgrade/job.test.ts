import { expect, it } from 'vitest';
import { CheckFailed, Locked, Unavailable } from '../../src/errors.js';
import type { JobState, Launcher } from '../../src/ssh/launcher.js';
import type { Engine } from '../../src/upgrade/engine.js';
import { runJob } from '../../src/upgrade/job.js';
import type { Member } from '../../src/upgrade/member.js';
import { nodeContext } from '../../src/upgrade/node-context.js';
import { Paused } from '../../src/upgrade/paused.js';
import type { NodePlan } from '../../src/upgrade/plan.js';
import { Stopwatch } from '../../src/upgrade/stopwatch.js';
import { handClock } from './parameter-store.js';

/** A machine whose job runs for three questions and ends with `code`. */
function machine(state: JobState = { state: 'absent' }, code = 0) {
  const calls: string[] = [];
  const cuts: ('begin' | 'state')[] = [];
  let now = state;
  let asked = 0;
  const cut = (what: 'begin' | 'state') => {
    if (cuts[0] !== what) return;
    cuts.shift();
    throw new Unavailable('the line is cut');
  };
  const launcher: Launcher = {
    begin: async () => {
      calls.push('begin');
      now = { state: 'running' };
      asked = 0;
      cut('begin');
    },
    state: async () => {
      cut('state');
      asked += 1;
      if (now.state === 'running' && asked > 3) now = { state: code === 0 ? 'succeeded' : 'failed', code };
      return now;
    },
    output: async () => 'dpkg: error',
    clear: async () => {
      calls.push('clear');
      now = { state: 'absent' };
    },
  };
  return { launcher, calls, cuts };
}

function contextOf(launcher: Launcher, check: () => Promise<void> = async () => {}) {
  const { clock } = handClock();
  const member = { name: 'rabbit@mq1', launcher } as unknown as Member;
  const engine = {
    ...{ run: 'r', members: [member], clock, signal: new AbortController().signal, emit: () => {} },
    ...{ stopwatch: new Stopwatch(clock), lock: { check }, plan: { options: { timeouts: {} } } },
  } as unknown as Engine;
  return nodeContext(engine, member, { name: member.name } as NodePlan, 'install');
}

it('is begun once, and waited for', async () => {
  const { launcher, calls } = machine();
  await runJob(contextOf(launcher), 'install', ['apt-get']);
  expect(calls).toEqual(['begin']);
});

it('that an earlier try began is waited for', async () => {
  const { launcher, calls } = machine({ state: 'running' });
  await runJob(contextOf(launcher), 'install', ['apt-get']);
  expect(calls).toEqual([]);
});

it.each<JobState>([
  { state: 'failed', code: 100 },
  { state: 'succeeded', code: 0 },
])('that ended before makes room: %o', async (before) => {
  const { launcher, calls } = machine(before);
  await runJob(contextOf(launcher), 'install', ['apt-get']);
  expect(calls).toEqual(['clear', 'begin']);
});

it('is not begun twice when the line was cut as it was begun, however it has ended since', async () => {
  const { launcher, calls, cuts } = machine();
  cuts.push('begin', 'state', 'state', 'state');
  await runJob(contextOf(launcher), 'install', ['apt-get']);
  expect(calls).toEqual(['begin']);
});

it('is not begun late by somebody whose run was taken over meanwhile', async () => {
  const { launcher, calls, cuts } = machine();
  cuts.push('state');
  const taken = new Locked('taken over');
  const context = contextOf(launcher, async () => Promise.reject(taken));
  await expect(runJob(context, 'install', ['apt-get'])).rejects.toBe(taken);
  expect(calls).toEqual([]);
});

it('is not begun when something speaks against it', async () => {
  const { launcher, calls } = machine();
  const no = runJob(contextOf(launcher), 'install', ['apt-get'], async () => 'its service is active');
  await expect(no).rejects.toBeInstanceOf(Paused);
  await expect(no).rejects.toThrow('not begun, because its service is active');
  expect(calls).toEqual([]);
});

it('that fails is told with what it printed', async () => {
  const { launcher } = machine({ state: 'absent' }, 100);
  const failing = runJob(contextOf(launcher), 'install', ['apt-get']);
  await expect(failing).rejects.toBeInstanceOf(CheckFailed);
  await expect(failing).rejects.toThrow('install failed on rabbit@mq1 with code 100');
  await expect(failing).rejects.toMatchObject({ hint: 'dpkg: error' });
});

it('that is still under way when its time is over goes on', async () => {
  const { launcher } = machine({ state: 'running' });
  const slow = { ...launcher, state: async (): Promise<JobState> => ({ state: 'running' }) };
  await expect(runJob(contextOf(slow), 'install', ['apt-get'])).rejects.toThrow('not in 900 s: install is under way');
});
