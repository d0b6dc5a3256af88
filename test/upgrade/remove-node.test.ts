import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RunOptions } from '../../src/upgrade/run-options.js';
import type { StateName } from '../../src/upgrade/state-name.js';
import { expectRefused } from './simulation/expect-refused.js';
import { killedAtAnyStep } from './simulation/killed-at-any-step.js';
import { powerOff } from './simulation/machine.js';
import { endedOf, openScene, type Scene, statesOf } from './simulation/scene.js';
import { type SimulatedNode, serves } from './simulation/world.js';

vi.mock('node:fs/promises', () => import('./simulation/files-at-once.js'));
vi.mock('../../src/upgrade/open-members.js', async () => {
  const cluster = await import('./simulation/simulated-cluster.js');
  return { openMembers: cluster.openSimulatedMembers, openOutsiders: cluster.openSimulatedOutsiders };
});
vi.mock('../../src/upgrade/lock-record.js', async (original) => ({
  ...(await original<typeof import('../../src/upgrade/lock-record.js')>()),
  thisOwner: (await import('./simulation/owner.js')).thisSimulatedOwner,
}));

let scene: Scene | undefined;
/** Four members; the fourth has replicas, and is to leave. */
function open(more: Partial<RunOptions> = {}, old = '4.0.5-1'): Scene {
  scene = openScene({
    ...{ size: 4, shape: { old, new: old, khepri: false } },
    options: { kind: 'remove-node', nodes: ['rabbit@mq4'], overrides: [], ...more },
  });
  const { queues, flags } = scene.world;
  flags.push({ name: 'maintenance_mode_status', state: 'enabled', stability: 'stable' });
  queues.length = 0;
  queues.push(
    { name: 'orders', type: 'quorum', members: [mq4, mq1, mq2], leader: mq4 },
    { name: 'pair', type: 'quorum', members: [mq4, mq3], leader: mq3 },
    { name: 'events', type: 'stream', members: [mq4, mq2, mq3], leader: mq4 },
    { name: 'plain', type: 'classic', members: [mq1], leader: mq1 },
  );
  return scene;
}
afterEach(() => {
  expect(scene?.world.violations).toEqual([]);
  scene?.end();
});

const [mq1, mq2, mq3, mq4] = ['rabbit@mq1', 'rabbit@mq2', 'rabbit@mq3', 'rabbit@mq4'] as const;
const fourth = ({ world }: Scene): SimulatedNode => world.node(mq4);
const verdicts = (of: Scene, check: string) =>
  of.told.filter((event) => event.event === 'verdict' && event.check === check);

function expectGone(of: Scene): void {
  expect([...of.world.strangers]).toEqual([mq4]);
  expect(of.world.queues.filter(({ members }) => members.includes(mq4))).toEqual([]);
  expect(of.world.queues.map(({ name }) => name)).toContain('orders');
  expect(of.world.members.every(serves)).toBe(true);
  expect(of.world.parameters.size).toBe(0);
}

it.each(['4.0.5-1', '3.10.8-1', '3.8.9-1'])('takes its replicas, drains it, and has it leave (%s)', async (old) => {
  const of = open({}, old);
  expect(await of.use('run')).toMatchObject({ code: 0 });
  expectGone(of);
  expect(fourth(of)).toMatchObject({ service: 'inactive' });
  expect(statesOf(of)).toEqual([
    ...[
      'export',
      'gate',
      'shrink',
      'drain',
      'verify-drain',
      'shrink',
      'stop-app',
      'leave',
      'forget',
      'stop',
      'verify',
      'release',
    ],
  ]);
});

it('the second time there is nothing to do', async () => {
  const of = open();
  await of.use('run');
  const before = of.world.revision;
  expect(await of.use('run')).toMatchObject({ code: 0 });
  expect(endedOf(of)).toContain('"outcome":"nothing-to-do","message":"rabbit@mq4 is no member of simulated"');
  expect(of.world.revision).toBe(before);
});

describe('one that is dead', () => {
  it('is forgotten by the others, when its machine tells that it is down', async () => {
    const of = open();
    of.world.queues.splice(1, 1);
    Object.assign(fourth(of), { broker: undefined, service: 'inactive', registered: false });
    of.world.changed();
    expect(await of.use('run')).toMatchObject({ code: 0 });
    expectGone(of);
    expect(statesOf(of)).not.toContain('drain');
  });

  it('is counted by a stream that does not let go of it: that is told, and it is done', async () => {
    const of = open({}, '3.10.8-1');
    of.world.streamsKeepTheDead = true;
    of.world.queues.splice(1, 1);
    Object.assign(fourth(of), { broker: undefined, service: 'inactive', registered: false });
    of.world.changed();
    expect(await of.use('run')).toMatchObject({ code: 0 });
    expect([...of.world.strangers]).toEqual([mq4]);
    expect(of.world.queues.filter(({ members }) => members.includes(mq4))).toMatchObject([{ name: 'events' }]);
    const warnings = of.told.filter(({ event }) => event === 'warning').map((event) => JSON.stringify(event));
    expect(warnings).toContainEqual(expect.stringContaining('before it is forgotten: events'));
    expect(warnings).toContainEqual(expect.stringContaining('among the replicas of events until a broker of its name'));
  });

  it('and whose machine is not reached needs somebody to say that it is', async () => {
    const of = open();
    of.world.queues.splice(1, 1);
    powerOff(of.world, fourth(of));
    await expectRefused(of);
    expect(await of.useWith('run', { overrides: ['unreached-node'] })).toMatchObject({ code: 0 });
    expectGone(of);
  });
});

describe('is refused, and nothing is touched,', () => {
  it('where queues are nowhere else: each is named', async () => {
    const of = open();
    for (const name of ['one', 'two', 'three', 'four', 'five', 'six']) {
      of.world.queues.push({ name, type: 'classic', members: [mq4], leader: mq4 });
    }
    of.world.queues.push({ name: 'single', type: 'quorum', members: [mq4], leader: mq4 });
    await expectRefused(of);
    const [{ message } = { message: '' }] = verdicts(of, 'only-copy') as unknown as { message: string }[];
    for (const name of ['one', 'two', 'three', 'four', 'five', 'six', 'single']) expect(message).toContain(`${name} (`);
  });

  it('where the rest of a queue would be no majority', async () => {
    const of = open();
    Object.assign(of.world.node(mq1), { appStopped: true });
    of.world.changed();
    await expectRefused(of);
    expect(verdicts(of, 'majority')).toMatchObject([{ level: 'blocker', message: expect.stringContaining('orders') }]);
  });

  it('where it runs and its machine is not reached', async () => {
    const of = open();
    fourth(of).sshCut = true;
    await expectRefused(of);
  });

  it('where it runs apart from the others', async () => {
    const of = open();
    fourth(of).apart = true;
    of.world.changed();
    await expectRefused(of);
  });
});

it('loses the queues that the operator gives up, and no other', async () => {
  const of = open({ overrides: ['queue-loss'] });
  of.world.queues.push({ name: 'given-up', type: 'classic', members: [mq4], leader: mq4 });
  expect(await of.use('run')).toMatchObject({ code: 0 });
  expectGone(of);
  expect(of.world.queues.map(({ name }) => name)).toEqual(['orders', 'pair', 'events', 'plain']);
});

it('a queue that is declared there meanwhile stops it while the node is a member still', async () => {
  const of = open();
  const declare = () => of.world.queues.push({ name: 'late', type: 'classic', members: [mq4], leader: mq4 });
  expect(await of.use('run', { meanwhile: { 'verify-drain': declare } })).toMatchObject({ code: 75 });
  expect(endedOf(of)).toContain('these are on rabbit@mq4 alone: late');
  expect(of.world.strangers.size).toBe(0);
  expect(await of.use('abort')).toMatchObject({ code: 76 });
  expect(fourth(of)).toMatchObject({ drained: false, service: 'active' });
});

describe('a run that dies', () => {
  const reached: readonly StateName[] = [
    ...([
      'gate',
      'shrink',
      'drain',
      'verify-drain',
      'stop-app',
      'leave',
      'forget',
      'stop',
      'verify',
      'release',
    ] as const),
  ];
  it.each(reached)('in %s is gone on with', async (state) => {
    const of = open();
    expect(await of.use('run', { killedIn: state })).toMatchObject({ killed: true });
    expect(await of.use('resume')).toMatchObject({ code: 0 });
    expectGone(of);
  });

  it('at any step is gone on with, here or elsewhere', { timeout: 120_000 }, () => killedAtAnyStep(open, 3));

  it.each(['gate', 'shrink', 'drain', 'verify-drain', 'stop-app', 'leave'] as const)(
    'in %s is given up: the node is in service',
    async (state) => {
      const of = open();
      await of.use('run', { killedIn: state });
      expect(await of.use('abort')).toMatchObject({ code: 76 });
      expect(serves(fourth(of))).toBe(true);
      expect(fourth(of).drained).toBe(false);
      expect(of.world.parameters.size).toBe(0);
    },
  );
});
