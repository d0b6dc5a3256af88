import type { Random } from './random.js';
import { majorityOf, replicasOf, type SimulatedNode, type SimulatedQueue, type World } from './world.js';

/** A few of each kind, spread over the nodes. */
export function makeQueues(world: World, random: Random): void {
  const names = world.nodes.map(({ name }) => name);
  const from = (start: number, count: number) =>
    Array.from({ length: Math.min(count, names.length) }, (_, index) => names[(start + index) % names.length] ?? '');
  const add = (type: SimulatedQueue['type'], count: number, replicas: number) => {
    for (let index = 0; index < count; index += 1) {
      const members = from(random.whole(0, names.length - 1), replicas);
      world.queues.push({ name: `${type}-${index}`, type, members, leader: members[0] ?? '' });
    }
  };
  add('quorum', random.whole(0, 3), 3);
  if (names.length > 3) add('quorum', random.whole(0, 2), 5);
  add('stream', random.whole(0, 2), 3);
  add('classic', random.whole(0, 2), 1);
}

interface CriticalEntry {
  readonly name: string;
  readonly readable_name: string;
  readonly virtual_host: string;
  readonly type: string;
}

/** Quorum queues and streams that have no replica to spare: "quorum + 1" is not there (rabbit_quorum_queue:filter_quorum_critical/3). */
export function quorumCriticalOn(world: World, node: SimulatedNode): readonly CriticalEntry[] {
  return world.queues
    .filter(({ type, members }) => type !== 'classic' && members.includes(node.name))
    .filter((queue) => replicasOf(world, queue).length <= majorityOf(queue.members.length))
    .map(entryOf);
}

/** A classic queue stands for one with a mirror on every node: it is synchronised when the others have caught up. */
export function mirrorCriticalOn(world: World, node: SimulatedNode): readonly CriticalEntry[] {
  const now = world.timeline.now();
  const spare = world.nodes.some((other) => other !== node && other.outSince === undefined && other.caughtUpAt <= now);
  return spare
    ? []
    : world.queues.filter(({ type, leader }) => type === 'classic' && leader === node.name).map(entryOf);
}

/** As health checks name a queue. */
export const entryOf = ({ name, type }: SimulatedQueue): CriticalEntry => ({
  ...{ name, virtual_host: '/', type },
  readable_name: `queue '${name}' in vhost '/'`,
});
