import { toolInstalls, toolStops } from './invariants.js';
import { later, startBroker, stopBroker } from './machine.js';
import type { SimulatedJob, SimulatedNode, World } from './world.js';

/** What installs packages in the simulation: the words after it are `install VERSION` or `restore VERSION`. */
export const installer = 'simulated-packages';

/** Starts a transient unit, as the launcher's script does: one that runs is left alone, one that has ended makes room. */
export function beginJob(world: World, node: SimulatedNode, unit: string, argv: readonly string[]): void {
  if (node.jobs.get(unit)?.state === 'running') return;
  const job: SimulatedJob = { state: 'running', code: 0, output: '' };
  node.jobs.set(unit, job);
  const run = /^rabbitctl-(.+)-(?:stop|install|start|way-back)\.service$/.exec(unit)?.[1];
  world.tell(`${node.name} job ${unit}`);
  const end = (code: number, output = '') =>
    Object.assign(job, { state: code === 0 ? 'exited' : 'failed', code, output });
  if (argv[0] === installer) install(world, node, argv, end);
  else if (argv.join(' ').startsWith('systemctl stop ')) stop(world, node, run, end);
  else start(world, node, run, end);
}

type End = (code: number, output?: string) => void;

function stop(world: World, node: SimulatedNode, run: string | undefined, end: End): void {
  if (node.mishaps.delete('stop-fails')) {
    later(world, node, 2000, () => end(1, 'Failed to stop rabbitmq-server.service: Connection timed out'));
    return;
  }
  toolStops(world, node, run);
  stopBroker(world, node, () => end(0));
}

function start(world: World, node: SimulatedNode, run: string | undefined, end: End): void {
  node.masked = false;
  startBroker(world, node, run, (code) => end(code, code === 0 ? '' : 'Job for rabbitmq-server.service failed'));
}

function install(world: World, node: SimulatedNode, [, verb, version = '']: readonly string[], end: End): void {
  const { disk, mishaps } = node;
  toolInstalls(world, node, version, verb === 'restore');
  if (node.broker !== undefined) {
    later(world, node, 100, () => end(1, 'rabbitmq-server.service runs: it must be stopped first'));
    return;
  }
  node.masked = true;
  const seconds = world.random.chance(0.2) ? world.random.whole(20, 60) : world.random.whole(4, 9);
  if (mishaps.delete('install-fails-early')) {
    later(world, node, 3000, () => end(100, 'E: Could not get lock /var/lib/dpkg/lock-frontend'));
    return;
  }
  const half = mishaps.delete('install-fails-half');
  later(world, node, seconds * 300, () => Object.assign(disk, { version, whole: false }));
  later(world, node, seconds * 1000, () => {
    if (!half) Object.assign(disk, { whole: true, installedAt: Math.floor(world.timeline.now() / 1000) });
    world.tell(`${node.name} ${half ? 'has half of' : 'has'} ${version}`);
    end(half ? 100 : 0, half ? 'dpkg: error processing package rabbitmq-server (--configure)' : '');
  });
}
