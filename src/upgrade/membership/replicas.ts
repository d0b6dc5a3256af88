import { listQueues, type Queue } from '../../api/queues.js';
import type { Member } from '../member.js';

/** A queue or stream as far as it matters who has a copy of it. */
export interface Copies {
  readonly name: string;
  readonly vhost: string;
  readonly type: string;
  readonly messages: number;
  /** Who has a copy, and who of them is up with it. */
  readonly members: readonly string[];
  readonly online: readonly string[];
}

/** As a person is told of it. */
export const titleOf = ({ name, vhost }: Pick<Copies, 'name' | 'vhost'>): string =>
  vhost === '/' ? name : `${name} in ${vhost}`;

/** All that have a copy on a node, as this member tells. Exclusive queues go with their clients. Throws what the API throws. */
export async function copiesOn(node: string, via: Member): Promise<readonly Copies[]> {
  const queues = await listQueues(via.node.api, undefined, columns);
  return queues
    .filter(({ exclusive }) => exclusive !== true)
    .map(copiesOf)
    .filter(({ members }) => members.includes(node));
}

const columns = [
  ...['type', 'node', 'leader', 'members', 'online', 'state', 'exclusive', 'messages'],
  'synchronised_slave_nodes',
];

/** Of a classic queue a mirror that is not synchronised is none. */
function copiesOf(queue: Queue): Copies {
  const { name = '', vhost = '', type = 'classic', node, members, online, messages = 0 } = queue;
  const told = { name, vhost, type, messages };
  if (type !== 'classic') return { ...told, members: members ?? [], online: online ?? [] };
  const mirrors = Array.isArray(queue.synchronised_slave_nodes) ? queue.synchronised_slave_nodes.map(String) : [];
  const copies = node === undefined ? [] : [node, ...mirrors.filter((other) => other !== node)];
  return { ...told, members: copies, online: copies };
}

/** More than half of so many. */
export const majorityOf = (count: number): number => Math.floor(count / 2) + 1;
