import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RunOptions } from '../../src/upgrade/run-options.js';
import type { StateName } from '../../src/upgrade/state-name.js';
import { expectRefused } from './simulation/expect-refused.js';
import { killedAtAnyStep } from './simulation/killed-at-any-step.js';
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
/** Three members, and a fourth node that is by itself. */
function open(more: Partial<RunOptions> = {}, old = '4.0.5-1'): Scene {
  scene = openScene({
    ...{ size: 4, shape: { old, new: old, khepri: false } },
    options: { kind: 'add-node', nodes: ['rabbit@mq4'], overrides: [], ...more },
  });
  scene.world.queues.length = 0;
  scene.world.queues.push({ name: 'q', type: 'quorum', members: three, leader: 'rabbit@mq1' });
  scene.world.strangers.add('rabbit@mq4');
  return scene;
}
afterEach(() => {
  expect(scene?.world.violations).toEqual([]);
  scene?.end();
});

const three = ['rabbit@mq1', 'rabbit@mq2', 'rabbit@mq3'];
const fourth = ({ world }: Scene): SimulatedNode => world.node('rabbit@mq4');

function expectJoined(of: Scene): void {
  expect(of.world.strangers.size).toBe(0);
  expect(of.world.nodes.every(serves)).toBe(true);
  expect(of.world.parameters.size).toBe(0);
}

it('makes it a member, and gives the cluster back', async () => {
  const of = open();
  expect(await of.use('run')).toMatchObject({ code: 0 });
  expectJoined(of);
  expect(statesOf(of)).toEqual(['export', 'gate', 'reset', 'join', 'start-app', 'await-rejoin', 'verify', 'release']);
  expect(endedOf(of)).toContain('rabbit@mq4 is a member: it and every other one see the same cluster');
});

it.each(['4.0.5-1', '3.8.9-1', '3.10.8-1'])(
  'by its short name, and the second time there is nothing to do (%s)',
  async (old) => {
    const of = open({ nodes: ['mq4'] }, old);
    expect(await of.use('run')).toMatchObject({ code: 0, error: undefined });
    const before = of.world.revision;
    expect(await of.use('run')).toMatchObject({ code: 0 });
    expect(endedOf(of)).toContain('"outcome":"nothing-to-do","message":"rabbit@mq4 is a member already');
    expect(of.world.revision).toBe(before);
  },
);

describe('is refused, and nothing is touched,', () => {
  it('where it would lose queues', async () => {
    const of = open();
    fourth(of).ownQueues = ['orders'];
    await expectRefused(of);
    expect(fourth(of).ownQueues).toEqual(['orders']);
  });

  it('where its cookie is another one', async () => {
    const of = open();
    fourth(of).cookie = 'another';
    await expectRefused(of);
  });

  it.each(['unknown mq1', 'closed mq1:25672'])('where its machine has no way to a member: %s', async (way) => {
    const of = open();
    fourth(of).ways.push(way);
    await expectRefused(of);
  });

  it('where a member has no way to it', async () => {
    const of = open();
    of.world.node('rabbit@mq2').ways.push('closed mq4:4369');
    await expectRefused(of);
  });

  it('where RabbitMQ does not run there', async () => {
    const of = open();
    fourth(of).appStopped = true;
    await expectRefused(of);
  });

  it('where it runs another series', async () => {
    const of = open();
    const { broker } = fourth(of);
    if (broker !== undefined) fourth(of).broker = { ...broker, package: '3.13.7-1' };
    await expectRefused(of);
  });

  it('where a member is down', async () => {
    const of = open();
    of.world.node('rabbit@mq3').appStopped = true;
    of.world.changed();
    await expectRefused(of);
  });
});

it('deletes queues of the node when the operator says so', async () => {
  const of = open({ overrides: ['data-loss'] });
  fourth(of).ownQueues = ['orders'];
  expect(await of.use('run')).toMatchObject({ code: 0 });
  expectJoined(of);
});

describe('with --sync-cookie', () => {
  const another = (): Scene => {
    const of = open({ syncCookie: true });
    fourth(of).cookie = 'another';
    return of;
  };

  it('it gets the cookie of the cluster, which is told to nobody', async () => {
    const of = another();
    expect(await of.use('run')).toMatchObject({ code: 0 });
    expectJoined(of);
    expect(fourth(of).cookie).toBe('one');
    expect(of.world.story.join('\n')).not.toContain('secret cookie');
  });

  it('a run that dies in it is gone on with', async () => {
    const of = another();
    await of.use('run', { killedIn: 'sync-cookie' });
    expect(await of.use('resume')).toMatchObject({ code: 0 });
    expectJoined(of);
  });

  it('a broker that is down after an earlier try is started', async () => {
    const of = another();
    await of.use('run', { killedOn: '"state":"sync-cookie"' });
    Object.assign(fourth(of), { cookie: 'one', broker: undefined, service: 'inactive', registered: false });
    of.world.changed();
    expect(await of.use('resume')).toMatchObject({ code: 0 });
    expectJoined(of);
  });
});

describe('a run that dies', () => {
  const reached: readonly StateName[] = ['gate', 'reset', 'join', 'start-app', 'await-rejoin', 'verify', 'release'];
  it.each(reached)('in %s is gone on with', async (state) => {
    const of = open();
    expect(await of.use('run', { killedIn: state })).toMatchObject({ killed: true });
    expect(await of.use('resume')).toMatchObject({ code: 0 });
    expectJoined(of);
    expect(of.world.story.filter((line) => line.endsWith('rabbit@mq4: join_cluster'))).toHaveLength(1);
  });

  it('at any step is gone on with, here or elsewhere', { timeout: 120_000 }, () => killedAtAnyStep(open, 3));

  it.each(['gate', 'reset', 'join', 'start-app'] as const)(
    'in %s is given up: the node runs, a member or by itself',
    async (state) => {
      const of = open();
      await of.use('run', { killedIn: state });
      expect(await of.use('abort')).toMatchObject({ code: 76 });
      expect(serves(fourth(of))).toBe(true);
      expect(of.world.parameters.size).toBe(0);
    },
  );
});

it('a join that fails pauses, with what the tool said and what is true, and can be tried again', async () => {
  const of = open();
  fourth(of).mishaps.add('join-fails');
  expect(await of.use('run')).toMatchObject({ code: 75 });
  expect(endedOf(of)).toContain('rabbitmqctl join_cluster failed on rabbit@mq4 with code 69');
  expect(endedOf(of)).toContain('inconsistent_cluster');
  expect(endedOf(of)).toContain('What is true now: the node is empty and stopped');
  expect(await of.use('resume')).toMatchObject({ code: 0 });
  expectJoined(of);
});

it('a join of which nobody heard the end has come to its end', async () => {
  const of = open();
  fourth(of).mishaps.add('join-is-cut');
  expect(await of.use('run')).toMatchObject({ code: 0 });
  expectJoined(of);
});

it('the node itself cannot be the one that is asked about the cluster', async () => {
  const of = open();
  for (const name of three) of.world.strangers.add(name);
  of.world.strangers.delete('rabbit@mq4');
  const { error } = await of.use('run');
  expect(error?.message).toBe('only rabbit@mq4 itself answers for this cluster');
});
