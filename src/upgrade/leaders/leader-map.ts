import type { ManagementApi } from '../../api/management-api.js';
import { listQueues, type Queue } from '../../api/queues.js';

/** A queue or stream that has replicas, and where they are. */
export interface LedQueue {
  readonly vhost: string;
  readonly name: string;
  readonly type: string;
  /** Undefined where it has none at this moment. */
  readonly leader: string | undefined;
  /** All nodes that have a replica, the leader's too. */
  readonly replicas: readonly string[];
  readonly messages: number;
}

/** Which of them a run is about. */
export interface Chosen {
  readonly type: 'all' | 'quorum' | 'stream' | 'classic';
  readonly vhosts: RegExp;
  readonly queues: RegExp;
}

const columns = ['type', 'node', 'leader', 'members', 'messages', 'slave_nodes'];

/** All that the server's rebalancing is about, up to five seconds old; up to 3.x it leaves streams alone. Throws what the API throws. */
export async function ledQueues(
  api: ManagementApi,
  chosen: Chosen,
  movesStreams: boolean,
): Promise<readonly LedQueue[]> {
  const queues = (await listQueues(api, undefined, columns)).map(ledQueue);
  return queues.filter(
    ({ type, vhost, name, replicas }) =>
      (type !== 'classic' || replicas.length > 1) &&
      (type !== 'stream' || movesStreams) &&
      (chosen.type === 'all' || chosen.type === type) &&
      chosen.vhosts.test(vhost) &&
      chosen.queues.test(name),
  );
}

function ledQueue({
  vhost = '/',
  name = '',
  type = 'classic',
  leader,
  node,
  members,
  slave_nodes: mirrors,
  messages,
}: Queue): LedQueue {
  const at = leader || node;
  const others = Array.isArray(mirrors) ? mirrors.map(String) : [];
  const replicas = type === 'classic' ? [...(at ? [at] : []), ...others] : (members ?? []);
  return { vhost, name, type, leader: at || undefined, replicas, messages: messages ?? 0 };
}

/** How many each of these nodes leads. */
export function leadersByNode(queues: readonly LedQueue[], nodes: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map(nodes.map((node) => [node, 0]));
  for (const { leader } of queues) if (leader !== undefined) counts.set(leader, (counts.get(leader) ?? 0) + 1);
  return counts;
}
