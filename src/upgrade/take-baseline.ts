import { getOverview, getWholeOverview, identity } from '../api/overview.js';
import { listQueues, type Queue } from '../api/queues.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Baseline } from './baseline.js';
import type { Member } from './member.js';
import type { Verdict } from './verdict.js';

/** How the cluster is now. Throws what the API throws. */
export async function takeBaseline(cluster: Cluster, members: readonly Member[]): Promise<Baseline> {
  const [queues, overview, versions] = await Promise.all([
    listQueues(cluster.api, undefined, ['type', 'node', 'durable', 'auto_delete', 'exclusive']),
    getWholeOverview(cluster.api),
    Promise.all(
      members.map(async ({ name, node }) => {
        const { rabbitmq_version: version = '' } = await getOverview(node.api, identity);
        return [name, version] as const;
      }),
    ),
  ]);
  const leaders: Record<string, number> = {};
  for (const { node, type } of queues) {
    if (node !== undefined && type !== 'classic') leaders[node] = (leaders[node] ?? 0) + 1;
  }
  return {
    queues: queues
      .filter(outlivesRestart)
      .map(({ vhost, name }) => `${vhost}\0${name}`)
      .toSorted(),
    messages: overview.queue_totals?.messages ?? 0,
    leaders,
    connections: overview.object_totals?.connections ?? 0,
    members: members.map(({ name }) => name).toSorted(),
    versions: Object.fromEntries(versions),
  };
}

/** Exclusive and auto-delete queues come and go with their clients. */
const outlivesRestart = ({ durable, auto_delete, exclusive }: Queue): boolean =>
  durable === true && auto_delete !== true && exclusive !== true;

/** What differs from before: what is missing is a blocker, what merely moved is told. */
export function compareBaseline(before: Baseline, after: Baseline): readonly Verdict[] {
  const check = 'verify';
  const there = new Set(after.queues);
  const queues = before.queues
    .filter((queue) => !there.has(queue))
    .map((queue) => queue.split('\0').reverse().join(' in '));
  const members = before.members.filter((name) => !after.members.includes(name));
  const versions = [...new Set(Object.values(after.versions))];
  const missing = (what: string, names: readonly string[]): Verdict[] =>
    names.length === 0
      ? []
      : [{ check, level: 'blocker', message: `${what} that were there before are missing: ${listed(names)}` }];
  const told = `${after.queues.length} durable queues (${before.queues.length} before), ${after.messages} messages (${before.messages}), ${after.connections} connections (${before.connections}), leaders ${leadersText(after)} (${leadersText(before)}), ${versions.join(' and ')}`;
  return [
    ...missing('queues', queues),
    ...missing('members', members),
    ...(versions.length > 1
      ? [{ check, level: 'warning', message: `members run ${versions.join(' and ')}` } as const]
      : []),
    { check, level: 'ok', message: told },
  ];
}

const leadersText = ({ leaders }: Baseline): string =>
  Object.entries(leaders)
    .toSorted()
    .map(([node, count]) => `${node}: ${count}`)
    .join(', ') || 'none';

const listed = (names: readonly string[]): string =>
  names.slice(0, 10).join(', ') + (names.length > 10 ? ` and ${names.length - 10} more` : '');
