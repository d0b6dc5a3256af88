import { listQueues, type Queue } from '../../api/queues.js';
import type { AskedMember } from '../member.js';
import type { CriticalQueue } from './critical-queues.js';

/**
 * Of quorum-critical queues those that no waiting helps: even with every replica up the test of "quorum + 1" cannot pass
 * (rabbit_quorum_queue:filter_quorum_critical/3). So it is with one or two replicas, with replicas on nodes that the cluster
 * has forgotten, and with RabbitMQ's own Raft parts in a cluster of two. `nodes` are the cluster's members.
 * Throws what the API throws.
 */
export async function structuralOf(
  critical: readonly CriticalQueue[],
  via: AskedMember,
  nodes: readonly string[],
): Promise<readonly CriticalQueue[]> {
  if (critical.length === 0) return [];
  return structuralIn(critical, await listQueues(via.node.api, undefined, ['type', 'members']), nodes);
}

/** The same, where the queues with their members are known already. */
export function structuralIn(
  critical: readonly CriticalQueue[],
  queues: readonly Queue[],
  nodes: readonly string[],
): readonly CriticalQueue[] {
  const replicas = new Map(queues.map((queue) => [`${queue.vhost}\0${queue.name}`, queue.members]));
  return critical.filter(({ vhost, name }) => {
    const all = replicas.get(`${vhost}\0${name}`) ?? nodes;
    return all.filter((node) => nodes.includes(node)).length <= Math.floor(all.length / 2) + 1;
  });
}
