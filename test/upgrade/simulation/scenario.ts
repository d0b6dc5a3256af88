import type { RunOptions } from '../../../src/upgrade/run-options.js';
import { makeQueues } from './queues.js';
import type { Random } from './random.js';
import type { Timeline } from './timeline.js';
import { World, type WorldShape } from './world.js';

/** Hops, and what they differ in: health checks, maintenance mode over HTTP, mirrors, Khepri, series. */
const shapes: readonly WorldShape[] = [
  { old: '3.8.9-1', new: '3.9.29-1', khepri: false },
  { old: '3.8.16-1', new: '3.8.35-1', khepri: false },
  { old: '3.10.8-1', new: '3.10.8-2', khepri: false },
  { old: '3.12.13-1', new: '3.13.7-1', khepri: false },
  { old: '4.0.5-1', new: '4.0.9-1', khepri: false },
  { old: '4.1.2-1', new: '4.2.3-1', khepri: true },
  { old: '4.2.3-1', new: '4.3.0-1', khepri: true },
];

/** A cluster that is well, but for nodes that an earlier upgrade may have left at the target already. */
export function makeWorld(timeline: Timeline, random: Random, size: number): World {
  const world = new World(timeline, random.fork('world'), random.pick(shapes), size);
  makeQueues(world, random);
  world.flags.push({ name: 'quorum_queue', state: 'enabled', stability: 'stable' });
  world.flags.push({
    name: 'maintenance_mode_status',
    state: random.chance(0.8) ? 'enabled' : 'disabled',
    stability: 'stable',
  });
  for (const name of ['rabbitmq_4.0.0', 'rabbitmq_4.1.0', 'rabbitmq_4.2.0', 'khepri_db']) {
    if (world.shape.khepri) world.flags.push({ name, state: 'enabled', stability: 'stable' });
  }
  if (random.chance(0.5)) world.flags.push({ name: 'new_in_target', state: 'disabled', stability: 'stable' });
  for (const node of world.nodes) {
    if (random.chance(0.2)) node.disk.held = true;
    if (!random.chance(0.1)) continue;
    const installedAt = node.disk.installedAt + (random.chance(0.5) ? 50 : 5000);
    Object.assign(node.disk, { version: world.shape.new, installedAt });
    // Installed after its broker was started: half-way.
    if (node.broker === undefined || installedAt > node.broker.startedAt) continue;
    node.broker = { ...node.broker, package: world.shape.new };
    Object.assign(node, { hasBootedNew: true, data: world.shape.new });
  }
  world.changed();
  return world;
}

/** What the operator asks for. */
export function makeOptions(world: World, random: Random, directory: string): RunOptions {
  const upgrade = random.chance(0.75);
  const cold = random.chance(0.2);
  const hook = { argv: ['/opt/hook'], where: 'node' } as const;
  return {
    kind: upgrade ? 'upgrade' : 'restart',
    ...(upgrade && { target: world.shape.new }),
    ...(random.chance(0.2) && { canary: 1 }),
    ...(random.chance(0.1) && {
      nodes: world.nodes.slice(0, random.whole(1, world.nodes.length)).map(({ name }) => name),
    }),
    soak: random.chance(0.2) ? random.whole(1, 20) : 0,
    ...(random.chance(0.15) && { hookBefore: hook }),
    ...(random.chance(0.15) && { hookAfter: hook }),
    parallelStage: random.whole(1, 5),
    timeouts: random.chance(0.3)
      ? { 'await-quorum': 60, 'await-catchup': 120, start: 60, stop: 30, install: 20, gate: 20 }
      : {},
    packages: 'apt',
    hold: random.chance(0.1),
    ...(cold && { backupDir: directory }),
    coldBackup: cold,
    overrides: ['flags-off', 'unsupported-path', 'unsupported-erlang'],
    featureFlags: random.pick(['enable', 'leave']),
    khepri: false,
  };
}
