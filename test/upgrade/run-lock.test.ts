import { expect, it } from 'vitest';
import { Locked, Unavailable } from '../../src/errors.js';
import { lockParameter, planParameter } from '../../src/upgrade/lock-record.js';
import type { Plan } from '../../src/upgrade/plan.js';
import { RunLock } from '../../src/upgrade/run-lock.js';
import { handClock, membersWith } from './parameter-store.js';

const names = ['rabbit@mq1', 'rabbit@mq2', 'rabbit@mq3'];
const plan = { cluster: 'prod', members: names, baseline: { queues: ['/\0secret-name'] } } as unknown as Plan;
const owner = { user: 'ops', host: 'bastion', pid: 4711 };
const record = {
  run: 'r1',
  kind: 'upgrade',
  target: '4.0.9',
  members: names,
  owner,
  started: '2026-11-25T12:00:00Z',
} as const;
const other = { ...record, run: 'r2', owner: { ...owner, pid: 815 }, beat: 7, heartbeat: '', paused: false };

const shown = (store: Map<string, unknown>) => store.get(lockParameter) as typeof other & { readonly node?: string };
const quiet = async () => new Promise((resolve) => setImmediate(resolve));

it('is written, read back, and says who runs what; the plan lies beside it, without the baseline', async () => {
  const store = new Map<string, unknown>();
  const lock = new RunLock(membersWith(store, names), record, handClock().clock);
  await lock.take(plan);
  expect(shown(store)).toMatchObject({ run: 'r1', owner, paused: false, target: '4.0.9' });
  expect(store.get(planParameter)).toEqual({ cluster: 'prod', members: names });
});

it('is refused while another run has it, and names that run', async () => {
  const store = new Map<string, unknown>([[lockParameter, other]]);
  const lock = new RunLock(membersWith(store, names), record, handClock().clock);
  await expect(lock.take(plan)).rejects.toThrow(
    /rolling-upgrade to 4.0.9 r2 has this cluster: ops on bastion \(process 815\)/,
  );
  expect(shown(store)).toBe(other);
});

it('goes to whoever wrote last, when two took it at the same time', async () => {
  const store = new Map<string, unknown>();
  const { clock } = handClock(() => store.set(lockParameter, other));
  await expect(new RunLock(membersWith(store, names), record, clock).take(plan)).rejects.toBeInstanceOf(Locked);
});

it('that came with the definitions of another cluster is none', async () => {
  const store = new Map<string, unknown>([[lockParameter, { ...other, members: ['rabbit@elsewhere'] }]]);
  await new RunLock(membersWith(store, names), record, handClock().clock).take(plan);
  expect(shown(store).run).toBe('r1');
});

it('is told by the next member when one does not answer; the one that is worked on is asked last', async () => {
  const store = new Map<string, unknown>();
  const asked: string[] = [];
  const down = new Unavailable('down');
  const members = membersWith(store, names, {
    failing: (name) => (name === 'rabbit@mq2' ? down : undefined),
    asked: (name) => asked.push(name),
  });
  const lock = new RunLock(members, record, handClock().clock);
  await lock.take(plan);
  asked.length = 0;
  expect(await lock.announce('rabbit@mq1', 'drain')).toBeUndefined();
  expect([...new Set(asked)]).toEqual(['rabbit@mq2', 'rabbit@mq3']);
  expect(shown(store)).toMatchObject({ node: 'rabbit@mq1', state: 'drain' });
});

it('says why the cluster could not be told where the run is, and goes on', async () => {
  let failure: Unavailable | undefined;
  const members = membersWith(new Map(), names, { failing: () => failure });
  const lock = new RunLock(members, record, handClock().clock);
  await lock.take(plan);
  failure = new Unavailable('no way to the host');
  expect(await lock.announce('rabbit@mq1', 'drain')).toBe('no way to the host');
});

it('that somebody else has taken over meanwhile is not written over, neither by a step nor by a heartbeat', async () => {
  const store = new Map<string, unknown>();
  const { clock, beats } = handClock();
  const lock = new RunLock(membersWith(store, names), record, clock);
  await lock.take(plan);
  const taken = { ...other, run: 'r1' };
  store.set(lockParameter, taken);
  await expect(lock.announce('rabbit@mq1', 'stop')).rejects.toBeInstanceOf(Locked);
  for (const beat of beats) beat();
  await quiet();
  expect(shown(store)).toBe(taken);
  expect(beats.size).toBe(0);
});

it('that is gone is not made anew', async () => {
  const store = new Map<string, unknown>();
  const lock = new RunLock(membersWith(store, names), record, handClock().clock);
  await lock.take(plan);
  store.clear();
  await expect(lock.check()).rejects.toThrow(/is gone from the cluster/);
  await expect(lock.announce(undefined, 'verify')).rejects.toBeInstanceOf(Locked);
  expect(store.size).toBe(0);
});

it('beats while its owner lives, and says so when the run pauses', async () => {
  const store = new Map<string, unknown>();
  const { clock, beats } = handClock();
  const lock = new RunLock(membersWith(store, names), record, clock);
  await lock.take(plan);
  const { beat } = shown(store);
  for (const work of beats) work();
  await quiet();
  expect(shown(store).beat).toBe(beat + 1);
  await lock.pause();
  expect(beats.size).toBe(0);
  expect(shown(store).paused).toBe(true);
});

it('tells where the new version has been up, and is gone with the plan in the end', async () => {
  const store = new Map<string, unknown>();
  const lock = new RunLock(membersWith(store, names), record, handClock().clock);
  await lock.take(plan);
  lock.noteUp('rabbit@mq1');
  lock.noteUp('rabbit@mq1');
  await lock.announce('rabbit@mq1', 'await-rejoin');
  expect(shown(store)).toMatchObject({ up: ['rabbit@mq1'] });
  await lock.release();
  expect(store.size).toBe(0);
});
