import { listQueues } from '../../api/queues.js';
import type { AskedMember } from '../member.js';

/** Mirrors of classic queues on a node (before 4.0) that are not synchronised: by the names of their queues. */
export interface Mirrors {
  readonly filling: readonly string[];
  /** Whose policy has them filled by hand. */
  readonly left: readonly string[];
}

/** As this member tells. Throws what the API throws. */
export async function mirrorsThere(node: string, via: AskedMember): Promise<Mirrors> {
  const queues = await listQueues(via.node.api, undefined, [
    'type',
    'state',
    'slave_nodes',
    'synchronised_slave_nodes',
  ]);
  const has = (list: unknown) => Array.isArray(list) && list.includes(node);
  const without = queues.filter((queue) => has(queue.slave_nodes) && !has(queue.synchronised_slave_nodes));
  const isFilling = ({ state = '' }: { readonly state?: string }) => state.includes('syncing');
  const names = (of: typeof queues) => of.map(({ name = '' }) => name);
  return { filling: names(without.filter(isFilling)), left: names(without.filter((queue) => !isFilling(queue))) };
}
