import { majorityOf, type SimulatedNode, type SimulatedQueue, serves, type World } from './world.js';

/**
 * ms: what happened so shortly before an action of the tool, it cannot have seen. Answers take less than half of this in
 * the simulation.
 */
const unseen = 1000;

/** The tool drains or stops a node in service: all others must be in service, and no queue may lose its majority by a drain. */
export function toolTakesOut(world: World, node: SimulatedNode, how: 'drain' | 'stop'): void {
  const now = world.timeline.now();
  if (world.mayStop) return;
  if (!serves(node) || now - node.upSince <= unseen || world.strangers.has(node.name)) return;
  for (const other of world.members) {
    if (other === node || other.outSince === undefined || now - other.outSince <= unseen) continue;
    const since = ((now - other.outSince) / 1000).toFixed(1);
    world.violated(`two nodes out: ${how} of ${node.name} while ${other.name} was out for ${since} s`);
  }
  if (how === 'drain' && !node.drained) {
    const lost = world.queues.find((queue) => losesMajority(world, queue, node));
    if (lost !== undefined) world.violated(`${lost.name} loses its majority by the drain of ${node.name}`);
  }
  node.takenOut = true;
}

/** The tool stops a broker: never one that it started itself in the same run, and is up. */
export function toolStops(world: World, node: SimulatedNode, run: string | undefined): void {
  toolTakesOut(world, node, 'stop');
  // An upgrade starts the old package only on the way back, and whoever was on it may go on after all.
  const goesBack = !world.restartOnly && node.broker?.package !== world.shape.new;
  const again = node.broker !== undefined && node.broker.run !== undefined && node.broker.run === run && !goesBack;
  if (again && serves(node)) world.violated(`${node.name} is restarted twice by ${run}`);
}

/** Files change under no broker, nothing is installed twice, and no old version gets what a new one has written. */
export function toolInstalls(world: World, node: SimulatedNode, version: string, back: boolean): void {
  // The script finds out by itself; the tool must not even try, unless it cannot know.
  const since = node.broker && world.timeline.now() - node.broker.startedAt * 1000;
  if (since !== undefined && since > 2 * unseen)
    world.violated(`${version} is installed on ${node.name} while its broker runs`);
  if (!back && node.disk.whole && node.disk.version === version)
    world.violated(`${version} is installed twice on ${node.name}`);
  if (back && version === world.shape.old && node.hasBootedNew) {
    world.violated(`${node.name} goes back to ${version} after ${world.shape.new} has been up there`);
  }
}

/** Queues with one or two replicas cannot be helped. */
function losesMajority(world: World, queue: SimulatedQueue, node: SimulatedNode): boolean {
  if (queue.type !== 'quorum' || queue.members.length < 3 || !queue.members.includes(node.name)) return false;
  const now = world.timeline.now();
  const left = queue.members.filter((name) => {
    const member = world.node(name);
    const seenOut = member.outSince !== undefined && now - member.outSince > unseen;
    return member !== node && !seenOut && member.caughtUpAt <= now;
  });
  return left.length < majorityOf(queue.members.length);
}
