import { listQueues, type Queue } from '../../api/queues.js';
import type { Member } from '../member.js';
import type { CriticalQueue } from './critical-queues.js';

/**
 * Of quorum-critical queues those that no waiting helps: with one or two replicas the test of "quorum + 1" cannot pass
 * (rabbit_quorum_queue:filter_quorum_critical/3), nor can it for RabbitMQ's own Raft parts in a cluster of two.
 * Throws what the API throws.
 */
export async function structuralOf(
  critical: readonly CriticalQueue[],
  via: Member,
  clusterSize: number,
): Promise<readonly CriticalQueue[]> {
  if (critical.length === 0) return [];
  return structuralIn(critical, await listQueues(via.node.api, undefined, ['type', 'members']), clusterSize);
}

/** The same, where the queues with their members are known already. */
export function structuralIn(
  critical: readonly CriticalQueue[],
  queues: readonly Queue[],
  clusterSize: number,
): readonly CriticalQueue[] {
  const replicas = new Map(queues.map((queue) => [`${queue.vhost}\0${queue.name}`, queue.members?.length]));
  return critical.filter(({ vhost, name }) => (replicas.get(`${vhost}\0${name}`) ?? clusterSize) <= 2);
}
