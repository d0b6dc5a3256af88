import { afterEach, expect, it, vi } from 'vitest';
import { lockParameter } from '../../src/upgrade/lock-record.js';
import type { StateName } from '../../src/upgrade/state-name.js';
import { crash, powerOff, powerOn } from './simulation/machine.js';
import { endedOf, openScene, type Scene, type SceneOptions, series } from './simulation/scene.js';
import type { SimulatedNode } from './simulation/world.js';

vi.mock('node:fs/promises', () => import('./simulation/files-at-once.js'));
vi.mock('../../src/upgrade/open-members.js', async () => ({
  openMembers: (await import('./simulation/simulated-cluster.js')).openSimulatedMembers,
}));
vi.mock('../../src/upgrade/lock-record.js', async (original) => ({
  ...(await original<typeof import('../../src/upgrade/lock-record.js')>()),
  thisOwner: (await import('./simulation/owner.js')).thisSimulatedOwner,
}));

let scene: Scene | undefined;
const open = (options: SceneOptions = {}): Scene => {
  scene = openScene(options);
  return scene;
};
afterEach(() => {
  expect(scene?.world.violations).toEqual([]);
  scene?.end();
});

/** The node that has its turn first, and the others. */
const nodesOf = ({ world }: Scene) => {
  const [first, second, third] = ['rabbit@mq3', 'rabbit@mq1', 'rabbit@mq2'].map((name) => world.node(name));
  if (first === undefined || second === undefined || third === undefined) throw new Error('three nodes');
  return { first, second, third };
};

const once = (work: () => void) => {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
};
const wasStopped = (of: Scene) => of.world.story.some((line) => /mq3 (is stopped|job .*-stop)/.test(line));
const after = (of: Scene, seconds: number, work: () => void) => of.world.timeline.after(seconds * 1000, work);

/** Runs, while that happens as the first node's state is announced. */
const runWhile = (of: Scene, state: StateName, work: () => void) =>
  of.use('run', { meanwhile: { [state]: once(work) } });

it('a node that dies before the drain keeps the other one in service', async () => {
  const of = open();
  const { first, second } = nodesOf(of);
  expect(await runWhile(of, 'drain', () => crash(of.world, second, false))).toMatchObject({ code: 75 });
  expect(first).toMatchObject({ drained: false, service: 'active' });
  expect(endedOf(of)).toContain('What is true now: the node is in service');
});

it('a node that dies before the stop brings the drained one back', async () => {
  const of = open();
  const { first, second } = nodesOf(of);
  expect(await runWhile(of, 'stop', () => crash(of.world, second, false))).toMatchObject({ code: 75 });
  expect(first).toMatchObject({ drained: false, service: 'active' });
  expect(wasStopped(of)).toBe(false);
  expect(endedOf(of)).toContain('the node was drained, and is back in service');
  expect(endedOf(of)).toContain('"rabbit@mq3":"to-do"');
});

it('a stop that could not be begun for a while is not begun when another node has died meanwhile', async () => {
  const of = open();
  const { first, second } = nodesOf(of);
  const cut = () => {
    first.sshCut = true;
    after(of, 60, () => crash(of.world, second, false));
    after(of, 90, () => {
      first.sshCut = false;
    });
  };
  expect(await runWhile(of, 'stop', cut)).toMatchObject({ code: 75 });
  expect(wasStopped(of)).toBe(false);
  expect(first).toMatchObject({ drained: false, service: 'active' });
});

const reboot = (of: Scene, node: SimulatedNode) => () => {
  powerOff(of.world, node);
  after(of, 20, () => powerOn(of.world, node));
};

it.each(['install', 'backup'] as const)(
  'a machine that reboots in %s starts its broker: it is drained and stopped anew',
  async (state) => {
    const of = open({ shape: series });
    const { first } = nodesOf(of);
    expect(await runWhile(of, state, reboot(of, first))).toMatchObject({ code: 75 });
    await of.sleep(100);
    expect(first.broker?.package).toBe(series.old);
    expect(await of.use('resume')).toMatchObject({ code: 0 });
  },
);

it('a machine that reboots before it is started comes up with the new version by itself', async () => {
  const of = open();
  const { first } = nodesOf(of);
  await of.use('run', { killedIn: 'start' });
  reboot(of, first)();
  await of.sleep(100);
  expect(first.broker).toMatchObject({ package: '4.0.9-1', run: undefined });
  expect(await of.use('resume')).toMatchObject({ code: 0 });
  const again = of.world.story.filter((line) => /mq3 job .*-(stop|install)/.test(line));
  expect(again).toHaveLength(2);
});

it('an installation goes on when the line is cut, and is found again', async () => {
  const of = open();
  const { first } = nodesOf(of);
  const cut = () =>
    after(of, 1, () => {
      first.sshCut = true;
      after(of, 120, () => {
        first.sshCut = false;
      });
    });
  expect(await runWhile(of, 'install', cut)).toMatchObject({ code: 0 });
  expect(of.world.story.filter((line) => /mq3 job .*-install/.test(line))).toHaveLength(1);
});

it.each(['gate', 'await-catchup'] as const)('an alarm in %s is waited for', async (state) => {
  const of = open();
  const alarm = () => {
    of.world.alarms.add('memory rabbit@mq1');
    after(of, 60, () => of.world.alarms.clear());
  };
  expect(await runWhile(of, state, alarm)).toMatchObject({ code: 0 });
});

it('replicas that fall behind as leaders are moved are waited for before the drain', async () => {
  const of = open();
  const { second, third } = nodesOf(of);
  of.world.queues.push({
    ...{ name: 'q', type: 'quorum', leader: 'rabbit@mq1' },
    members: ['rabbit@mq1', 'rabbit@mq2', 'rabbit@mq3'],
  });
  const behind = () => {
    second.caughtUpAt = of.world.timeline.now() + 60_000;
    third.caughtUpAt = 0;
  };
  expect(await runWhile(of, 'move-leaders', behind)).toMatchObject({ code: 0 });
  const drained = of.world.story.find((line) => line.includes('rabbit@mq3 is drained'));
  expect(Date.parse(`2026-${drained?.slice(0, 18)}Z`)).toBeGreaterThan(Date.UTC(2026, 10, 25, 12, 1));
});

it('a node that somebody else has drained is waited for', async () => {
  const of = open();
  const { second } = nodesOf(of);
  const byHand = () => {
    second.drained = true;
    of.world.changed();
    after(of, 30, () => {
      second.drained = false;
      of.world.changed();
    });
  };
  expect(await runWhile(of, 'gate', byHand)).toMatchObject({ code: 0 });
});

it.each(['await-quorum', 'drain', 'verify-drain', 'stop', 'install', 'await-boot'] as const)(
  'whoever was taken over in %s does nothing more, not even a revive',
  async (state) => {
    const of = open();
    let before = '';
    const { first } = nodesOf(of);
    const shown = () => JSON.stringify([first.drained, first.service, first.disk.version, [...first.jobs.keys()]]);
    const taken = () => {
      const lock = of.world.parameters.get(lockParameter) as { owner: object };
      of.world.parameters.set(lockParameter, { ...lock, owner: { user: 'eve', host: 'elsewhere', pid: 1 } });
      before = shown();
    };
    expect(await runWhile(of, state, taken)).toMatchObject({ code: 75 });
    expect(endedOf(of)).toContain('"reason":"lock"');
    expect(shown()).toBe(before);
    expect(of.world.parameters.get(lockParameter)).toMatchObject({ owner: { user: 'eve' } });
  },
);

it('peers that do not see a node do not tell whether it is drained', async () => {
  const of = open();
  const { first, second } = nodesOf(of);
  const apart = () => {
    second.apart = true;
    of.world.changed();
  };
  expect(await runWhile(of, 'verify-drain', apart)).toMatchObject({ code: 75 });
  expect(first).toMatchObject({ drained: false, service: 'active' });
});

it('a node that its peers still count as drained after its start is revived', async () => {
  const of = open();
  const { first } = nodesOf(of);
  const ending = await runWhile(of, 'await-rejoin', () => {
    first.markStays = true;
    of.world.changed();
  });
  expect(ending).toMatchObject({ code: 0 });
  expect(first).toMatchObject({ markStays: false, service: 'active' });
});

it('a queue elsewhere that has too few replicas for ever is not waited for', async () => {
  const of = open({ options: { nodes: ['rabbit@mq3'] } });
  of.world.queues.push({
    ...{ name: 'two', type: 'quorum', leader: 'rabbit@mq1' },
    members: ['rabbit@mq1', 'rabbit@mq2'],
  });
  expect(await of.use('run')).toMatchObject({ code: 0 });
});
