import { afterEach, expect, it, vi } from 'vitest';
import { CheckFailed, Locked } from '../../src/errors.js';
import { recordedRuns } from '../../src/upgrade/journal.js';
import { lockParameter } from '../../src/upgrade/lock-record.js';
import { unfinishedBefore } from '../../src/upgrade/unfinished.js';
import { useTool } from './simulation/operator.js';
import { openScene, type Scene, type SceneOptions } from './simulation/scene.js';

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

/** Events that are told on a desk, in order: `rabbit@mq1 drain`. */
const states = ({ world }: Scene) =>
  world.story.flatMap((line) => {
    const [, node = 'cluster', state] = /"event":"state",(?:"node":"([^"]+)",)?"state":"([^"]+)"/.exec(line) ?? [];
    return state === undefined ? [] : [`${node} ${state}`];
  });

it('with nothing to go on with is refused', async () => {
  const { error } = await open().use('resume');
  expect(error).toBeInstanceOf(CheckFailed);
  expect(error?.message).toBe('there is no rolling-upgrade of this cluster to go on with');
});

it('goes on with a run that was killed, by what the node shows, and ends it', async () => {
  const { use, world } = open();
  expect(await use('run', { killedIn: 'prove-down' })).toMatchObject({ killed: true });
  const before = states({ world } as Scene).length;
  expect(await use('resume')).toMatchObject({ code: 0 });
  const after = states({ world } as Scene).slice(before);
  expect(after.slice(0, 3)).toEqual(['cluster stage', 'rabbit@mq3 prove-down', 'rabbit@mq3 install']);
  expect(after.filter((state) => state.endsWith(' stop'))).toEqual(['rabbit@mq1 stop', 'rabbit@mq2 stop']);
});

it('takes the node that is out first, though another one comes before it', async () => {
  const { use, world, other, one } = open();
  await use('run', { killedIn: 'await-catchup' });
  await use('resume', { killedIn: 'prove-down' });
  // The other desk has no journal: to it, both nodes are not done.
  expect(await use('resume --take-over', {}, other)).toMatchObject({ code: 0 });
  const taken = world.story.findIndex((line) => line.includes('other: resume'));
  expect(world.story.slice(taken).find((line) => line.includes('"event":"state","node"'))).toContain('rabbit@mq1');
  expect(one.host).toBe('one');
});

it("from another machine needs --take-over, and waits until the owner's heart has stopped", async () => {
  const { use, other, world } = open();
  await use('run', { killedIn: 'await-boot' });
  const refused = await use('resume', {}, other);
  expect(refused.error).toBeInstanceOf(Locked);
  expect(refused.error?.message).toContain('has this cluster: ops on one');
  const begun = world.timeline.now();
  expect(await use('resume --take-over', {}, other)).toMatchObject({ code: 0 });
  expect(world.timeline.now() - begun).toBeGreaterThan(25_000);
});

it('is refused while the owner lives', async () => {
  const { world, one, other, use, sleep } = open({ options: { soak: 120 } });
  const options = { kind: 'upgrade', target: world.shape.new } as Parameters<typeof useTool>[3];
  const scene = { ...options, soak: 120, parallelStage: 5, timeouts: {}, packages: 'apt', hold: false } as const;
  const first = useTool(
    world,
    one,
    'run',
    { ...scene, coldBackup: false, overrides: [], featureFlags: 'leave', khepri: false },
    {},
  );
  await sleep(60);
  const { error } = await use('resume --take-over', {}, other);
  expect(error).toBeInstanceOf(Locked);
  expect(error?.message).toMatch(/is alive: ops on one is at work/);
  expect(await world.timeline.until(first.ending)).toMatchObject({ code: 0 });
});

it('an owner that was only cut off finds itself taken over, and touches nothing more', async () => {
  const { world, one, other, use, sleep } = open();
  const options = { kind: 'upgrade', target: world.shape.new, soak: 0, parallelStage: 5, timeouts: {} } as const;
  const asked = { ...options, packages: 'apt', hold: false, coldBackup: false, overrides: [], khepri: false } as const;
  const first = useTool(world, one, 'run', { ...asked, featureFlags: 'leave' }, { cutAt: 170, cutFor: 60_000 });
  await world.timeline.until(first.life.cut);
  await sleep(1);
  const second = await use('resume --take-over', {}, other);
  const { code, error } = await world.timeline.until(first.ending);
  expect(second).toMatchObject({ code: 0 });
  expect({ code, error }).toEqual({ code: 75, error: undefined });
  expect(world.story.findLast((line) => line.includes('one: {"event":"ended"'))).toContain('"reason":"lock"');
});

it('a run whose lock is gone is not gone on with, but on purpose', async () => {
  const { use, world, one } = open();
  await use('run', { killedIn: 'install' });
  world.parameters.clear();
  const { error } = await use('resume');
  expect(error).toBeInstanceOf(CheckFailed);
  expect(error?.message).toMatch(/^the lock of run \S+ is gone from the cluster$/);
  const [{ plan } = { plan: undefined }] = recordedRuns(one.stateDirectory);
  const warned = plan && unfinishedBefore(one.stateDirectory, plan);
  expect(warned).toMatchObject([{ level: 'warning', message: expect.stringContaining('never ended') }]);
  expect(await use('resume --take-over')).toMatchObject({ code: 0 });
});

it('whoever died between the last act and the end of the journal has only to say so', async () => {
  const { use, world } = open();
  await use('run', { killedIn: 'release' });
  world.parameters.delete(lockParameter);
  expect(await use('resume')).toMatchObject({ code: 0 });
});

it('a run that was overtaken by a newer version goes back to nothing', async () => {
  const { use, world } = open();
  await use('run', { killedIn: 'gate' });
  for (const { disk } of world.nodes) disk.version = '4.1.0-1';
  expect(await use('resume')).toMatchObject({ code: 75 });
  const ended = world.story.findLast((line) => line.includes('"event":"ended"'));
  expect(ended).toContain('has 4.1.0-1, and this run would bring 4.0.9-1: a downgrade');
  expect(world.nodes.map(({ drained, service }) => `${drained} ${service}`)).toEqual(Array(3).fill('false active'));
});

it('what the journal says of a node that cannot be reached is that it may be half-way', async () => {
  const { use, world } = open();
  await use('run', { killedIn: 'prove-down' });
  for (const node of world.nodes) node.sshCut = node.name !== 'rabbit@mq1';
  expect(await use('resume')).toMatchObject({ code: 75 });
  const ended = world.story.findLast((line) => line.includes('"event":"ended"'));
  expect(ended).toContain('"nodes":{"rabbit@mq3":"half-way","rabbit@mq1":"to-do","rabbit@mq2":"half-way"}');
});
