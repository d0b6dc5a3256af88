import type { Cluster, Node } from '../cluster/cluster.js';
import { memberNames } from '../cluster/members.js';
import { CheckFailed, DataError, TimedOut, Unavailable } from '../errors.js';

/**
 * All members and all nodes that settings name; the latter alone while nobody answers, which is no reason not to look.
 * Throws NotPermitted, and what settings get wrong. Over HTTP alone: nothing is started on a machine.
 */
export async function nodesToWatch(cluster: Cluster): Promise<readonly Node[]> {
  try {
    const names = await memberNames(cluster.api);
    // One that is known by its address alone is a member: it must not be looked at twice.
    if (cluster.nodes.some(({ name }) => !name.includes('@'))) await cluster.target();
    return [...new Set([...(await cluster.named(names)), ...cluster.nodes])];
  } catch (error) {
    if (![Unavailable, TimedOut, CheckFailed, DataError].some((Kind) => error instanceof Kind)) throw error;
    return cluster.nodes;
  }
}
