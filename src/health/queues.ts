import { type Queue, queueItems } from '../api/queues.js';
import { listed, queueName } from '../upgrade/checks/check.js';
import { withoutElectedLeader } from '../upgrade/health/critical-queues.js';
import { isLeaderless } from '../upgrade/health/standing.js';
import type { Asked } from './ask-nodes.js';
import { firstNode } from './each-node.js';
import { type Finding, type Limits, type Outcome, together } from './finding.js';
import { inGroups, judge, passed } from './judge.js';

/** Queues and streams that are down, lead by nobody, mirrored and not synchronised, long, or with much unacknowledged. */
export async function queues(asked: Asked): Promise<Outcome> {
  const unelected = firstNode(asked, 'leaders', async ({ node, name }) => {
    const names = ((await withoutElectedLeader({ node, name })) ?? []).map((queue) =>
      queueName(queue.vhost, queue.name),
    );
    return names.length === 0 ? [] : [leaderless(names)];
  });
  const listing = firstNode(asked, 'leaders', async ({ node }) => {
    const odd = await oddQueues(queueItems(node.api, undefined, columns), asked.limits);
    return [
      ...(odd.leaderless.length === 0 ? [] : [leaderless(odd.leaderless)]),
      ...(odd.mirrors.length === 0 ? [] : [unsynchronised(odd.mirrors)]),
      ...measured('queue-length', odd.long, asked.limits),
      ...measured('unacknowledged', odd.unacknowledged, asked.limits),
    ];
  });
  return onceLeaderless(together(await Promise.all([listing, unelected])));
}

const columns = [
  ...['type', 'state', 'leader', 'node', 'messages', 'messages_unacknowledged'],
  ...['slave_nodes', 'synchronised_slave_nodes'],
];

interface Odd {
  readonly leaderless: string[];
  readonly mirrors: string[];
  readonly long: Amount[];
  readonly unacknowledged: Amount[];
}

interface Amount {
  readonly name: string;
  readonly count: number;
}

/** One pass, as they come: a cluster may have a hundred thousand. */
async function oddQueues(items: AsyncIterable<readonly Queue[]>, limits: Limits): Promise<Odd> {
  const odd: Odd = { leaderless: [], mirrors: [], long: [], unacknowledged: [] };
  for await (const some of items) {
    for (const queue of some) {
      const { messages: count = 0, messages_unacknowledged: pending = 0 } = queue;
      const name = queueName(queue.vhost, queue.name);
      if (isLeaderless(queue)) odd.leaderless.push(name);
      if (hasStaleMirror(queue)) odd.mirrors.push(name);
      if (judge('queue-length', count, limits) !== 'ok') odd.long.push({ name, count });
      if (judge('unacknowledged', pending, limits) !== 'ok') odd.unacknowledged.push({ name, count: pending });
    }
  }
  return odd;
}

function hasStaleMirror({ slave_nodes: all, synchronised_slave_nodes: synchronised }: Queue): boolean {
  return Array.isArray(all) && all.length > (Array.isArray(synchronised) ? synchronised.length : 0);
}

const leaderless = (names: readonly string[]): Finding => ({
  ...{ check: 'leaders', level: 'critical', names },
  message: `queues without a leader, or down: ${listed(names)}`,
  advice: 'Start the nodes of their replicas. Who has one, and in what state: rabbitctl quorum_status NAME',
});

const unsynchronised = (names: readonly string[]): Finding => ({
  ...{ check: 'mirrors', level: 'warning', names },
  message: `mirrored queues have mirrors that are not synchronised: ${listed(names)}`,
  advice: 'rabbitctl sync_queue NAME, which blocks the queue meanwhile, or wait until consumers have emptied it.',
});

/** The longest first; the level is that of the longest. */
function measured(
  check: 'queue-length' | 'unacknowledged',
  amounts: readonly Amount[],
  limits: Limits,
): readonly Finding[] {
  const sorted = amounts.toSorted((a, b) => b.count - a.count);
  const most = sorted[0]?.count;
  const level = judge(check, most, limits);
  if (level === 'ok' || most === undefined) return [];
  const names = sorted.map(({ name }) => name);
  const shown = listed(sorted.map(({ name, count }) => `${name} (${inGroups(count)})`));
  const what = check === 'queue-length' ? 'messages' : 'unacknowledged messages';
  const than = passed(check, sorted.length > 1 ? 'warning' : level, limits);
  return [
    { check, level, names, value: most, message: `queues have ${than} ${what}: ${shown}`, advice: advice[check] },
  ];
}

const advice = {
  'queue-length':
    'More or faster consumers (rabbitctl list_consumers); or a limit by policy, if old messages may be lost.',
  unacknowledged:
    'Consumers take messages and do not acknowledge them: rabbitctl list_channels name prefetch_count messages_unacknowledged',
} as const;

/** Two ways to know the same are one finding. */
function onceLeaderless({ found, notChecked }: Outcome): Outcome {
  const both = found.filter(({ check, names }) => check === 'leaders' && names !== undefined);
  const names = new Set(both.flatMap((one) => one.names ?? []));
  const rest = found.filter((one) => !both.includes(one));
  return { found: [...(names.size === 0 ? [] : [leaderless([...names])]), ...rest], notChecked };
}
