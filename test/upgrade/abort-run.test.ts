import { afterEach, expect, it, vi } from 'vitest';
import { CheckFailed } from '../../src/errors.js';
import { Paused } from '../../src/upgrade/paused.js';
import { checkAborted } from './simulation/final-checks.js';
import { crash } from './simulation/machine.js';
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

const held = new Map(['rabbit@mq1', 'rabbit@mq2', 'rabbit@mq3'].map((name) => [name, false]));
/** The node that has its turn first. */
const firstOf = ({ world }: Scene): SimulatedNode => world.node('rabbit@mq3');

async function expectAborted(of: Scene): Promise<void> {
  expect(await of.use('abort')).toMatchObject({ code: 76 });
  checkAborted(of.world, { kind: 'upgrade', hold: false } as Parameters<typeof checkAborted>[1], held);
  expect(of.world.parameters.size).toBe(0);
  for (const { jobs, dataCopies } of of.world.nodes) expect([...jobs.keys(), ...dataCopies.keys()]).toEqual([]);
}

it('with nothing to give up is refused', async () => {
  expect((await open().use('abort')).error).toBeInstanceOf(CheckFailed);
});

it('revives a node that is drained', async () => {
  const of = open();
  await of.use('run', { killedIn: 'verify-drain' });
  expect(firstOf(of).drained).toBe(true);
  await expectAborted(of);
  expect(endedOf(of)).toContain('"nodes":{"rabbit@mq3":"to-do","rabbit@mq1":"to-do","rabbit@mq2":"to-do"}');
});

it('starts a node that is down with the packages that it had', async () => {
  const of = open();
  await of.use('run', { killedIn: 'prove-down' });
  await expectAborted(of);
  expect(firstOf(of).broker?.package).toBe('4.0.5-1');
});

it.each(['half of the new package', 'the new package'] as const)('puts back what was there before %s', async (what) => {
  const of = open();
  if (what === 'half of the new package') firstOf(of).mishaps.add('install-fails-half');
  await of.use('run', { killedIn: 'start' });
  await of.sleep(100);
  await expectAborted(of);
  expect(firstOf(of)).toMatchObject({ broker: { package: '4.0.5-1' }, disk: { version: '4.0.5-1', whole: true } });
});

it('puts the data back as well where a new series that did not boot has had it', async () => {
  const of = open({ shape: series });
  firstOf(of).mishaps.add('boot-fails');
  expect(await of.use('run')).toMatchObject({ code: 75 });
  expect(firstOf(of)).toMatchObject({ data: series.new, service: 'inactive' });
  firstOf(of).mishaps.clear();
  await expectAborted(of);
  expect(firstOf(of)).toMatchObject({ data: series.old, broker: { package: series.old } });
});

it('does not wait for a broker that systemd starts again and again', async () => {
  const of = open({ shape: series });
  firstOf(of).mishaps.add('boot-fails');
  await of.use('run', { killedOn: 'start is under way' });
  await of.sleep(60);
  expect(firstOf(of).service).toBe('activating');
  firstOf(of).mishaps.clear();
  await expectAborted(of);
  expect(firstOf(of).broker?.package).toBe(series.old);
});

it.each([[{}], [{ shape: series }]])('there is no way back where the new version has been up: %o', async (options) => {
  const of = open(options);
  await of.use('run', { killedIn: 'await-rejoin' });
  crash(of.world, firstOf(of), false);
  await expectAborted(of);
  expect(firstOf(of).broker?.package).toBe(of.world.shape.new);
  expect(endedOf(of)).toContain('"rabbit@mq3":"done"');
});

it('nor from another machine, whose only knowledge is the lock', async () => {
  const of = open();
  await of.use('run', { killedIn: 'await-catchup' });
  crash(of.world, firstOf(of), false);
  expect(await of.use('abort --take-over', {}, of.other)).toMatchObject({ code: 76 });
  expect(firstOf(of).broker?.package).toBe('4.0.9-1');
});

it.each(['install', 'start'] as const)('does not begin while %s is under way', async (state) => {
  const of = open();
  await of.use('run', { killedOn: `${state} is under way` });
  expect((await of.use('abort')).error).toBeInstanceOf(Paused);
  await of.sleep(300);
  await expectAborted(of);
});

it('of a restart tells which nodes had their turn', async () => {
  const of = open({ options: { kind: 'restart', canary: 1 } });
  expect(await of.use('run')).toMatchObject({ code: 75 });
  await expectAborted(of);
  expect(endedOf(of)).toContain('"nodes":{"rabbit@mq3":"done","rabbit@mq1":"to-do","rabbit@mq2":"to-do"}');
});
