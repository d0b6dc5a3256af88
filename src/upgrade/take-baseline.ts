import { getOverview, getWholeOverview, identity } from '../api/overview.js';
import { listQueues, type Queue } from '../api/queues.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Baseline } from './baseline.js';
import { listed, queueName } from './checks/check.js';
import { isLeaderless } from './health/standing.js';
import type { Member } from './member.js';
import type { Verdict } from './verdict.js';

/** How the cluster is now. Throws what the API throws. */
export async function takeBaseline(cluster: Cluster, members: readonly Member[]): Promise<Baseline> {
  const [queues, overview, versions] = await Promise.all([
    listQueues(cluster.api, undefined, columns),
    getWholeOverview(cluster.api),
    Promise.all(
      members.map(async ({ name, node }) => {
        const { rabbitmq_version: version = '' } = await getOverview(node.api, identity);
        return [name, version] as const;
      }),
    ),
  ]);
  const lasting = queues.filter(outlivesRestart);
  return {
    queues: lasting.map(identityOf).toSorted(),
    leaderless: lasting.filter(isLeaderless).map(identityOf).toSorted(),
    messages: overview.queue_totals?.messages ?? 0,
    leaders: leadersOf(queues),
    connections: overview.object_totals?.connections ?? 0,
    members: members.map(({ name }) => name).toSorted(),
    versions: Object.fromEntries(versions),
  };
}

const columns = ['type', 'node', 'leader', 'state', 'durable', 'auto_delete', 'exclusive'];

/** Exclusive and auto-delete queues come and go with their clients. */
const outlivesRestart = ({ durable, auto_delete, exclusive }: Queue): boolean =>
  durable === true && auto_delete !== true && exclusive !== true;

const identityOf = ({ vhost, name }: Queue): string => `${vhost}\0${name}`;

function leadersOf(queues: readonly Queue[]): Readonly<Record<string, number>> {
  const leaders: Record<string, number> = {};
  for (const { leader, node } of queues) {
    const at = leader ?? node;
    if (at !== undefined) leaders[at] = (leaders[at] ?? 0) + 1;
  }
  return leaders;
}

/** What differs from before: what is missing is a blocker, what merely moved is told. */
export function compareBaseline(before: Baseline, after: Baseline): readonly Verdict[] {
  const check = 'verify';
  const gone = missing(before.queues, after.queues).map(nameOf);
  const leaderless = missing(after.leaderless, before.leaderless).map(nameOf);
  const members = missing(before.members, after.members);
  const blocker = (names: readonly string[], what: string): Verdict[] =>
    names.length === 0 ? [] : [{ check, level: 'blocker', message: `${what}: ${listed(names)}` }];
  const versions = [...new Set(Object.values(after.versions))];
  const told = `${after.queues.length} durable queues (${before.queues.length} before), ${after.messages} messages (${before.messages}), ${after.connections} connections (${before.connections}), leaders ${leadersText(after)} (${leadersText(before)}), ${versions.join(' and ')}`;
  return [
    ...blocker(gone, 'queues that were there before are missing'),
    ...blocker(leaderless, 'queues that had a leader before have none'),
    ...blocker(members, 'members that were there before are missing'),
    ...fewerMessages(before, after),
    ...oneSided(before, after),
    ...(versions.length > 1
      ? [{ check, level: 'warning', message: `members run ${versions.join(' and ')}` } as const]
      : []),
    { check, level: 'ok', message: told },
  ];
}

/** Consumers take messages all the time: a steep fall is told, and no more. */
function fewerMessages(before: Baseline, after: Baseline): readonly Verdict[] {
  if (after.messages >= before.messages / 2) return [];
  const message = `${after.messages} messages, of ${before.messages} before: did consumers take them?`;
  return [{ check: 'verify', level: 'warning', message }];
}

/** Where there are few queues, it is chance who leads them. */
function oneSided(before: Baseline, after: Baseline): readonly Verdict[] {
  const idle = after.members.filter((name) => (before.leaders[name] ?? 0) >= 3 && (after.leaders[name] ?? 0) === 0);
  if (idle.length === 0) return [];
  const message = `${listed(idle)} ${idle.length === 1 ? 'leads' : 'lead'} no queue any more: rabbitmq-queues rebalance all`;
  return [{ check: 'verify', level: 'warning', message }];
}

function missing(names: readonly string[], there: readonly string[]): readonly string[] {
  const known = new Set(there);
  return names.filter((name) => !known.has(name));
}

function nameOf(identity: string): string {
  const [vhost, name] = identity.split('\0');
  return queueName(vhost, name);
}

const leadersText = ({ leaders }: Baseline): string =>
  Object.entries(leaders)
    .toSorted()
    .map(([node, count]) => `${node}: ${count}`)
    .join(', ') || 'none';
