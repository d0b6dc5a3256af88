import { afterEach, expect, it, vi } from 'vitest';
import type { StateName } from '../../src/upgrade/state-name.js';
import { endedOf, openScene, type Scene } from './simulation/scene.js';

vi.mock('node:fs/promises', () => import('./simulation/files-at-once.js'));
vi.mock('../../src/upgrade/open-members.js', async () => ({
  openMembers: (await import('./simulation/simulated-cluster.js')).openSimulatedMembers,
}));
vi.mock('../../src/upgrade/lock-record.js', async (original) => ({
  ...(await original<typeof import('../../src/upgrade/lock-record.js')>()),
  thisOwner: (await import('./simulation/owner.js')).thisSimulatedOwner,
}));

let scene: Scene | undefined;
const open = (): Scene => {
  scene = openScene({ options: { kind: 'restart-node', nodes: ['mq2'], overrides: [] } });
  return scene;
};
afterEach(() => {
  expect(scene?.world.violations).toEqual([]);
  scene?.end();
});

const restarted = ({ world }: Scene) =>
  world.nodes.filter(({ broker }) => broker?.run !== undefined).map(({ name }) => name);

it('restarts that node, and no other', async () => {
  const of = open();
  expect(await of.use('run')).toMatchObject({ code: 0 });
  expect(restarted(of)).toEqual(['rabbit@mq2']);
  expect(of.world.nodes.map(({ drained }) => drained)).toEqual([false, false, false]);
  expect(endedOf(of)).toContain('rabbit@mq2 was restarted, and its replicas have caught up');
  expect(of.world.parameters.size).toBe(0);
});

const states: readonly StateName[] = ['drain', 'stop', 'prove-down', 'start', 'await-catchup', 'verify'];
it.each(states)('a run that dies in %s is gone on with, and restarts nothing twice', async (state) => {
  const of = open();
  expect(await of.use('run', { killedIn: state })).toMatchObject({ killed: true });
  expect(await of.use('resume')).toMatchObject({ code: 0 });
  expect(restarted(of)).toEqual(['rabbit@mq2']);
});

it('is not gone on with by another operation, which says whose it is', async () => {
  const of = open();
  await of.use('run', { killedIn: 'await-boot' });
  const other = { kind: 'drain-node', nodes: ['mq3'] } as const;
  const { error } = await of.useWith('run', other);
  expect(error?.message).toContain('restart-node');
  expect(error?.hint).toContain('rabbitctl restart-node resume');
});
