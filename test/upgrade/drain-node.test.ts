import { afterEach, describe, expect, it, vi } from 'vitest';
import { compareVersions } from '../../src/cluster/capabilities.js';
import type { RunOptions } from '../../src/upgrade/run-options.js';
import type { StateName } from '../../src/upgrade/state-name.js';
import { crash } from './simulation/machine.js';
import { endedOf, openScene, type Scene, type SceneOptions, statesOf } from './simulation/scene.js';
import { versionOf } from './simulation/world.js';

vi.mock('../../src/upgrade/open-members.js', async () => ({
  openMembers: (await import('./simulation/simulated-cluster.js')).openSimulatedMembers,
}));
vi.mock('../../src/upgrade/lock-record.js', async (original) => ({
  ...(await original<typeof import('../../src/upgrade/lock-record.js')>()),
  thisOwner: (await import('./simulation/owner.js')).thisSimulatedOwner,
}));

let scene: Scene | undefined;
function open(more: Partial<RunOptions> = {}, of: SceneOptions = {}): Scene {
  scene = openScene({ ...of, options: { kind: 'drain-node', nodes: ['mq2'], overrides: [], ...more } });
  scene.world.queues.length = 0;
  return scene;
}
afterEach(() => {
  expect(scene?.world.violations).toEqual([]);
  scene?.end();
});

const nodes = ({ world }: Scene) =>
  world.nodes.map(({ service, drained }) => `${service}${drained ? ' drained' : ''}`).join(', ');
const well = 'active, active, active';
const out = 'active, active drained, active';
const quorumQueue = (name: string, ...members: readonly string[]) =>
  ({ name, type: 'quorum', members, leader: members[0] ?? '' }) as const;

it('takes the node out, and gives the cluster back', async () => {
  const of = open();
  of.world.queues.push(quorumQueue('orders', 'rabbit@mq2', 'rabbit@mq1', 'rabbit@mq3'));
  expect(await of.use('run')).toMatchObject({ code: 0 });
  expect(nodes(of)).toBe(out);
  expect(of.world.queues[0]?.leader).not.toBe('rabbit@mq2');
  expect(of.world.parameters.size).toBe(0);
  expect(statesOf(of)).toEqual(['gate', 'await-quorum', 'move-leaders', 'drain', 'verify-drain', 'verify', 'release']);
  expect(endedOf(of)).toContain('rabbit@mq2 is drained, and every other node sees it so');
  expect(endedOf(of)).toContain('rabbitctl -n rabbit@mq2 revive');
});

it.each(['4.0.5-1', '3.10.8-1'])('the second time there is nothing to do (%s)', async (old) => {
  const of = open({}, { shape: { old, new: old, khepri: false } });
  of.world.flags.push({ name: 'maintenance_mode_status', state: 'enabled', stability: 'stable' });
  await of.use('run');
  const before = of.world.revision;
  expect(await of.use('run')).toMatchObject({ code: 0 });
  expect(endedOf(of)).toContain('"outcome":"nothing-to-do","message":"rabbit@mq2 is drained already.');
  expect([of.world.revision, nodes(of)]).toEqual([before, out]);
});

it('is refused for what would lose its majority, and nothing is touched', async () => {
  const of = open();
  of.world.queues.push(quorumQueue('pair', 'rabbit@mq1', 'rabbit@mq2'));
  const before = of.world.revision;
  expect(await of.use('run')).toMatchObject({ code: 69 });
  expect(endedOf(of)).toContain('"outcome":"blocked"');
  expect([of.world.revision, of.world.parameters.size, nodes(of)]).toEqual([before, 0, well]);
});

it('goes on for queues that the operator accepts to be without their majority', async () => {
  const of = open({ overrides: ['unavailable-queues'] });
  of.world.queues.push(quorumQueue('pair', 'rabbit@mq1', 'rabbit@mq2'));
  expect(await of.use('run')).toMatchObject({ code: 0 });
  expect(nodes(of)).toBe(out);
});

it('is refused where nobody could take over what the node has', async () => {
  const of = open({ nodes: ['mq1'] }, { size: 1 });
  expect(await of.use('run')).toMatchObject({ code: 69 });
  expect(of.world.node('rabbit@mq1').drained).toBe(false);
});

it.each(['3.8.7-1', '3.8.9-1'])(
  'is refused where there is no maintenance mode, or its flag is off (%s)',
  async (old) => {
    const of = open({}, { shape: { old, new: old, khepri: false } });
    of.world.flags.push({ name: 'maintenance_mode_status', state: 'disabled', stability: 'stable' });
    expect(compareVersions(versionOf(of.world.node('rabbit@mq2')), '3.8.10')).toBeLessThan(0);
    expect(await of.use('run')).toMatchObject({ code: 69 });
    expect(nodes(of)).toBe(well);
  },
);

it('an alarm is no reason against it', async () => {
  const of = open();
  of.world.alarms.add('memory rabbit@mq2');
  expect(await of.use('run')).toMatchObject({ code: 0 });
});

describe('a run that dies', () => {
  const reached: readonly StateName[] = ['gate', 'await-quorum', 'drain', 'verify-drain', 'verify', 'release'];
  it.each(reached)('in %s is gone on with', async (state) => {
    const of = open();
    expect(await of.use('run', { killedIn: state })).toMatchObject({ killed: true });
    expect(await of.use('resume')).toMatchObject({ code: 0 });
    expect(nodes(of)).toBe(out);
    expect(of.world.parameters.size).toBe(0);
    expect(of.world.story.filter((line) => line.includes('is drained (tool)'))).toHaveLength(1);
  });

  it.each(reached.slice(0, -1))('in %s can be given up: the node is back in service', async (state) => {
    const of = open();
    await of.use('run', { killedIn: state });
    expect(await of.use('abort')).toMatchObject({ code: 76 });
    expect(nodes(of)).toBe(well);
    expect(of.world.parameters.size).toBe(0);
  });

  it('is gone on with from another machine', async () => {
    const of = open();
    await of.use('run', { killedIn: 'verify-drain' });
    expect(await of.use('resume --take-over', {}, of.other)).toMatchObject({ code: 0 });
    expect(nodes(of)).toBe(out);
  });
});

it('another node that dies first keeps this one in service, until it is back', async () => {
  const of = open();
  const third = of.world.node('rabbit@mq3');
  let down = false;
  const dies = () => {
    if (!down) crash(of.world, third, true);
    down = true;
  };
  expect(await of.use('run', { meanwhile: { drain: dies } })).toMatchObject({ code: 75 });
  expect(of.world.node('rabbit@mq2')).toMatchObject({ drained: false, service: 'active' });
  expect(endedOf(of)).toContain('What is true now: the node is not drained, and in service');
  await of.sleep(100);
  expect(await of.use('resume')).toMatchObject({ code: 0 });
  expect(nodes(of)).toBe(out);
});
