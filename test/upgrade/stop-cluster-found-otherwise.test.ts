import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RunOptions } from '../../src/upgrade/run-options.js';
import { powerOff, startBroker } from './simulation/machine.js';
import { endedOf, openScene, type Scene, type SceneOptions } from './simulation/scene.js';
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

// What the world does of itself between a stop and a start.

let scene: Scene | undefined;
function open(kind: RunOptions['kind'], more: SceneOptions = {}): Scene {
  scene = openScene({ ...more, options: { kind, overrides: [], ...more.options } });
  return scene;
}
afterEach(() => {
  expect(scene?.world.violations).toEqual([]);
  scene?.end();
});

const moments = ({ world }: Scene, what: RegExp) => world.story.flatMap((line) => what.exec(line)?.[1] ?? []);
const start: Partial<RunOptions> = { kind: 'start-cluster' };

function expectStarted(of: Scene): void {
  expect(of.world.nodes.every(serves)).toBe(true);
  expect(of.world.nodes.flatMap(({ stopRecord }) => stopRecord ?? [])).toEqual([]);
  expect(of.world.parameters.size).toBe(0);
}

it('a stop that is given up while a node is being stopped has it stop, and start again', async () => {
  const of = open('stop-cluster');
  await of.use('run', { killedOn: '"reason":"stop is under way"' });
  expect(of.world.nodes.map(({ service }) => service)).toContain('deactivating');
  expect(await of.use('abort')).toMatchObject({ code: 76 });
  expectStarted(of);
});

it('a node that answers and refuses the login is no stopped cluster: nothing is started', async () => {
  const of = open('start-cluster');
  const node = of.world.node('rabbit@mq2');
  powerOff(of.world, node);
  Object.assign(node, { on: true });
  for (const { name } of of.world.nodes) of.world.node(name).api = 'refuses';
  const before = of.world.revision;
  expect((await of.use('run')).error).toMatchObject({ name: 'LoginRefused' });
  expect(of.world.revision).toBe(before);
});

it('what a stop has left counts for nothing on a node that was started since by hand', async () => {
  const of = open('stop-cluster');
  await of.use('run');
  const { nodes, queues } = of.world;
  for (const node of nodes) node.startedSince = true;
  queues.splice(0, 1);
  expect(await of.useWith('run', start)).toMatchObject({ code: 0 });
  expect(
    moments(of, /"(not compared)"/).length +
      of.told.filter((event) => event.event === 'note' && event.message.includes('not compared')).length,
  ).toBeGreaterThan(0);
});

it('a broker that somebody starts meanwhile is found: the stop does not pass for done', async () => {
  const of = open('stop-cluster');
  const back = () => {
    const node = of.world.nodes.find(({ service, broker }) => service === 'inactive' && broker === undefined);
    if (node !== undefined) startBroker(of.world, node, undefined);
  };
  expect(await of.use('run', { meanwhile: { verify: back } })).toMatchObject({ code: 75 });
  expect(endedOf(of)).toContain('is not down');
});

describe('data of a cold backup bring the lock of its run with them', () => {
  const restored = async () => {
    const of = open('stop-cluster');
    await of.use('run');
    const held = { run: 'of-then', kind: 'backup', members: of.world.nodes.map(({ name }) => name), paused: false };
    const owner = { user: 'ops', host: 'elsewhere', pid: 1 };
    of.world.parameters.set('rabbitctl_lock', { ...held, owner, started: '', beat: 3, heartbeat: '' });
    return of;
  };

  it('which start-cluster takes away in the end, also when it is gone on with after a kill', async () => {
    const of = await restored();
    for (const node of of.world.nodes) node.restored = true;
    expect(await of.useWith('run', start, { killedIn: 'await-boot' })).toMatchObject({ killed: true });
    expect(await of.useWith('resume', start)).toMatchObject({ code: 0 });
    expectStarted(of);
    expect(of.world.nodes.some((node) => node.restored)).toBe(false);
  });

  it('and where no data were put back it is one of a run at work', async () => {
    const of = await restored();
    expect(await of.useWith('run', start)).toMatchObject({ code: 0 });
    expect(of.world.parameters.has('rabbitctl_lock')).toBe(true);
  });
});
