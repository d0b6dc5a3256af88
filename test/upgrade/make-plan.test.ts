import { afterEach, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { makePlan } from '../../src/upgrade/make-plan.js';
import type { RunOptions } from '../../src/upgrade/run-options.js';
import { Life } from './simulation/life.js';
import { random } from './simulation/random.js';
import { openScene, type Scene } from './simulation/scene.js';
import { openSimulatedMembers, simulatedCluster } from './simulation/simulated-cluster.js';

const options: RunOptions = {
  ...{ kind: 'upgrade', target: '4.0.9', soak: 0, parallelStage: 5, timeouts: {}, packages: 'apt', hold: false },
  ...{ coldBackup: false, overrides: [], featureFlags: 'leave', khepri: false },
};

let scene: Scene;
afterEach(() => scene.end());

/** Five nodes, the first two of which lead queues. */
function five(): Scene {
  scene = openScene({ size: 5 });
  const { queues } = scene.world;
  queues.length = 0;
  const members = scene.world.nodes.map(({ name }) => name);
  for (const leader of ['rabbit@mq1', 'rabbit@mq1', 'rabbit@mq2']) {
    queues.push({ name: `q${queues.length}`, type: 'quorum', members, leader });
  }
  return scene;
}

function plan(of: Scene, more: Partial<RunOptions> = {}) {
  const { timeline } = of.world;
  const cluster = simulatedCluster(of.world, new Life(timeline, random(1), { user: 'ops', host: 'one', pid: 1 }, {}));
  const made = openSimulatedMembers(cluster).then((members) => makePlan(cluster, members, { ...options, ...more }));
  return timeline.until(made);
}

it('nodes that are done come first, then those that are half-way, and those that lead most come last', async () => {
  const of = five();
  const fresh = { version: '4.0.9-1' };
  const done = of.world.node('rabbit@mq5');
  Object.assign(done.disk, fresh);
  if (done.broker !== undefined) done.broker = { ...done.broker, package: '4.0.9-1' };
  // Installed long after its broker was started.
  Object.assign(of.world.node('rabbit@mq4').disk, fresh, { installedAt: of.world.timeline.now() / 1000 });
  const { plan: made, verdicts } = await plan(of);
  expect(verdicts.filter(({ level }) => level === 'blocker')).toEqual([]);
  expect(made.nodes.map(({ name, standing, leaders }) => `${name} ${standing} ${leaders}`)).toEqual([
    'rabbit@mq5 done 0',
    'rabbit@mq4 half-way 0',
    'rabbit@mq3 to-do 0',
    'rabbit@mq2 to-do 1',
    'rabbit@mq1 to-do 2',
  ]);
});

it('knows of each node what it has, what comes, and what the way back restores', async () => {
  const of = five();
  of.world.node('rabbit@mq3').disk.held = true;
  const { nodes, members } = (await plan(of)).plan;
  expect(members).toHaveLength(5);
  expect(nodes[0]).toEqual({
    ...{ name: 'rabbit@mq3', standing: 'to-do', from: '4.0.5', installed: '4.0.5-1', candidate: '4.0.9-1' },
    changes: [{ name: 'rabbitmq-server', from: '4.0.5-1', to: '4.0.9-1' }],
    ...{
      leaders: 0,
      instance: 'rabbit@mq3:first',
      packages: [{ name: 'rabbitmq-server', version: '4.0.5-1' }],
      held: true,
    },
  });
});

it('takes only those that are named, but knows all members', async () => {
  const { plan: made } = await plan(five(), { nodes: ['rabbit@mq2'] });
  expect(made.nodes.map(({ name }) => name)).toEqual(['rabbit@mq2']);
  expect(made.members).toHaveLength(5);
  const { plan: short } = await plan(five(), { nodes: ['mq2'] });
  expect(short.options.nodes).toEqual(['rabbit@mq2']);
});

it('a name that is no member is refused, with the one that was meant', async () => {
  const refused = plan(five(), { nodes: ['rabit@mq2'] });
  await expect(refused).rejects.toBeInstanceOf(UsageError);
  await expect(refused).rejects.toMatchObject({ hint: 'Did you mean rabbit@mq2?' });
});

it('in a restart every node has its turn', async () => {
  const { target: _, ...restart } = options;
  const of = five();
  const { timeline } = of.world;
  const cluster = simulatedCluster(of.world, new Life(timeline, random(1), { user: 'ops', host: 'one', pid: 1 }, {}));
  const members = await timeline.until(openSimulatedMembers(cluster));
  const { plan: made } = await timeline.until(makePlan(cluster, members, { ...restart, kind: 'restart' }));
  expect(made.nodes.map(({ standing }) => standing)).toEqual(Array(5).fill('to-do'));
  expect(made.nodes[0]).not.toHaveProperty('candidate');
});
