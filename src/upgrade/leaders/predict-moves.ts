import type { LedQueue } from './leader-map.js';

export interface Move {
  readonly queue: LedQueue;
  readonly from: string;
  readonly to: string;
}

export interface Prediction {
  /** More than this no node leads in the end, where that can be. */
  readonly most: number;
  readonly moves: readonly Move[];
  /** Led by a node that leads too many, with no replica on another node that runs. */
  readonly stuck: readonly LedQueue[];
}

/**
 * What the server's rebalancing does by its own rule (rabbit_amqqueue:rebalance/3, the same from 3.8 to 4.3): from each node
 * that leads more than its share, the queue with the fewest messages goes to the replica's node that leads fewest; each is
 * taken once. Which of two that are as short comes first only the server knows, and a transfer may fail there: what really
 * moves is looked at afterwards.
 * @param nodes those that run and are not drained
 */
export function predictMoves(queues: readonly LedQueue[], nodes: readonly string[]): Prediction {
  const most = Math.ceil(queues.length / Math.max(1, nodes.length));
  const waiting = new Map<string, LedQueue[]>();
  const count = new Map<string, number>();
  for (const queue of queues.toSorted((one, other) => one.messages - other.messages)) {
    if (queue.leader === undefined) continue;
    waiting.set(queue.leader, [...(waiting.get(queue.leader) ?? []), queue]);
    count.set(queue.leader, (count.get(queue.leader) ?? 0) + 1);
  }
  const led = (node: string): number => count.get(node) ?? 0;
  const moves: Move[] = [];
  const stuck: LedQueue[] = [];
  for (const from of [...waiting.keys()].toSorted()) {
    for (const queue of waiting.get(from) ?? []) {
      if (led(from) <= most) break;
      const others = queue.replicas.filter((node) => node !== from && nodes.includes(node)).toSorted();
      const [to] = others.toSorted((one, other) => led(one) - led(other));
      if (to === undefined) stuck.push(queue);
      else {
        moves.push({ queue, from, to });
        count.set(from, led(from) - 1);
        count.set(to, led(to) + 1);
      }
    }
  }
  return { most, moves, stuck };
}

/** Whose leader is elsewhere than before. */
export function movesBetween(before: readonly LedQueue[], after: readonly LedQueue[]): readonly Move[] {
  const now = new Map(after.map((queue) => [keyOf(queue), queue]));
  return before.flatMap((queue) => {
    const to = now.get(keyOf(queue))?.leader;
    return queue.leader === undefined || to === undefined || to === queue.leader
      ? []
      : [{ queue, from: queue.leader, to }];
  });
}

const keyOf = ({ vhost, name }: LedQueue): string => `${vhost}\0${name}`;
