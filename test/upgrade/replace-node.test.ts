import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RunOptions } from '../../src/upgrade/run-options.js';
import type { StateName } from '../../src/upgrade/state-name.js';
import { expectRefused } from './simulation/expect-refused.js';
import { killedAtAnyStep } from './simulation/killed-at-any-step.js';
import { powerOff } from './simulation/machine.js';
import { endedOf, openScene, type Scene, statesOf } from './simulation/scene.js';
import { serves } from './simulation/world.js';

vi.mock('node:fs/promises', () => import('./simulation/files-at-once.js'));
vi.mock('../../src/upgrade/open-members.js', async () => {
  const cluster = await import('./simulation/simulated-cluster.js');
  return { openMembers: cluster.openSimulatedMembers, openOutsiders: cluster.openSimulatedOutsiders };
});
vi.mock('../../src/upgrade/lock-record.js', async (original) => ({
  ...(await original<typeof import('../../src/upgrade/lock-record.js')>()),
  thisOwner: (await import('./simulation/owner.js')).thisSimulatedOwner,
}));

const [mq1, mq2, mq3, mq4] = ['rabbit@mq1', 'rabbit@mq2', 'rabbit@mq3', 'rabbit@mq4'] as const;
let scene: Scene | undefined;
/** Three members; the fourth node, by itself, takes the place of the third. */
function open(more: Partial<RunOptions> = {}, old = '4.0.5-1'): Scene {
  scene = openScene({
    ...{ size: 4, shape: { old, new: old, khepri: false } },
    options: { kind: 'replace-node', nodes: [mq3, mq4], overrides: [], ...more },
  });
  const { queues, flags, strangers } = scene.world;
  flags.push({ name: 'maintenance_mode_status', state: 'enabled', stability: 'stable' });
  queues.length = 0;
  queues.push(
    { name: 'orders', type: 'quorum', members: [mq3, mq1, mq2], leader: mq3 },
    { name: 'single', type: 'quorum', members: [mq3], leader: mq3 },
    { name: 'elsewhere', type: 'quorum', members: [mq1, mq2], leader: mq1 },
    { name: 'plain', type: 'classic', members: [mq1], leader: mq1 },
  );
  if (old !== '3.8.9-1') queues.push({ name: 'events', type: 'stream', members: [mq3, mq2], leader: mq2 });
  strangers.add(mq4);
  return scene;
}
afterEach(() => {
  expect(scene?.world.violations).toEqual([]);
  scene?.end();
});

function expectReplaced(of: Scene): void {
  expect([...of.world.strangers]).toEqual([mq3]);
  expect(of.world.queues.filter(({ members }) => members.includes(mq3))).toEqual([]);
  for (const { name, members } of of.world.queues) {
    expect({ name, on: members.includes(mq4) }).toEqual({ name, on: !['elsewhere', 'plain'].includes(name) });
  }
  expect(of.world.members.every(serves)).toBe(true);
  expect(of.world.parameters.size).toBe(0);
}

it.each(['4.0.5-1', '3.10.8-1', '3.8.9-1'])('grows, waits, and only then shrinks (%s)', async (old) => {
  const of = open({}, old);
  expect(await of.use('run')).toMatchObject({ code: 0, error: undefined });
  expectReplaced(of);
  const all = statesOf(of);
  expect(all.slice(0, 8)).toEqual([
    'export',
    'gate',
    'reset',
    'join',
    'start-app',
    'await-rejoin',
    'grow',
    'await-sync',
  ]);
  expect(all.indexOf('await-sync')).toBeLessThan(all.indexOf('shrink'));
  // A replica that is being filled is not what the old one was.
  const { story } = of.world;
  const at = (text: string) => story.findIndex((line) => line.includes(text));
  expect(at('"state":"await-sync","seconds"')).toBeLessThan(at('has no replica on rabbit@mq3'));
});

it('the second time there is nothing to do', async () => {
  const of = open();
  await of.use('run');
  const before = of.world.revision;
  expect(await of.use('run')).toMatchObject({ code: 0 });
  expect(endedOf(of)).toContain(
    '"outcome":"nothing-to-do","message":"rabbit@mq4 is a member already, and rabbit@mq3 is none',
  );
  expect(of.world.revision).toBe(before);
});

it('a dead one is replaced as well', async () => {
  const of = open();
  of.world.queues.splice(1, 1);
  of.world.queues.splice(3, 1);
  powerOff(of.world, of.world.node(mq3));
  await expectRefused(of);
  expect(await of.useWith('run', { overrides: ['unreached-node'] })).toMatchObject({ code: 0 });
  expectReplaced(of);
  expect(statesOf(of)).not.toContain('drain');
});

describe('is refused, and nothing is touched,', () => {
  it('where classic queues are on the old node alone: each is named', async () => {
    const of = open();
    of.world.queues.push({ name: 'lonely', type: 'classic', members: [mq3], leader: mq3 });
    await expectRefused(of);
    const [only] = of.told.filter((event) => event.event === 'verdict' && event.check === 'only-copy');
    expect(JSON.stringify(only)).toContain('lonely (classic');
    expect(JSON.stringify(only)).not.toContain('single');
  });

  it('where the only replica of a queue is on a node that is dead', async () => {
    const of = open({ overrides: ['unreached-node'] });
    powerOff(of.world, of.world.node(mq3));
    await expectRefused(of);
  });

  it('where the new node would lose queues', async () => {
    const of = open();
    of.world.node(mq4).ownQueues = ['of-its-own'];
    await expectRefused(of);
  });

  it('where a queue has no majority', async () => {
    const of = open();
    Object.assign(of.world.node(mq1), { appStopped: true });
    of.world.changed();
    await expectRefused(of);
  });
});

it('neither the same node twice, nor one that is no member', async () => {
  expect((await open({ nodes: [mq3, mq3] }).use('run')).error?.message).toBe(
    'the old node and the new one are the same',
  );
  scene?.end();
  const of = open();
  of.world.strangers.add(mq3);
  of.world.queues.length = 0;
  expect((await of.use('run')).error?.message).toBe('rabbit@mq3 is no member of simulated');
});

it('what is declared on the old node meanwhile gets its replica, too', async () => {
  const of = open();
  const declare = () => of.world.queues.push({ name: 'late', type: 'quorum', members: [mq3, mq1], leader: mq3 });
  expect(await of.use('run', { meanwhile: { 'await-sync': declare } })).toMatchObject({ code: 0 });
  expectReplaced(of);
});

describe('a run that dies', () => {
  const reached: readonly StateName[] = [
    'reset',
    'join',
    'grow',
    'await-sync',
    'shrink',
    'drain',
    'stop-app',
    'leave',
    'verify',
  ];
  it.each(reached)('in %s is gone on with', async (state) => {
    const of = open();
    expect(await of.use('run', { killedIn: state })).toMatchObject({ killed: true });
    expect(await of.use('resume')).toMatchObject({ code: 0 });
    expectReplaced(of);
  });

  it('at any step is gone on with, here or elsewhere', { timeout: 120_000 }, () => killedAtAnyStep(open, 9));

  it.each(['grow', 'await-sync', 'drain'] as const)('in %s is given up: both are members in service', async (state) => {
    const of = open();
    await of.use('run', { killedIn: state });
    expect(await of.use('abort')).toMatchObject({ code: 76 });
    expect(of.world.nodes.every((node) => serves(node) && !node.drained)).toBe(true);
    expect(of.world.parameters.size).toBe(0);
  });
});
