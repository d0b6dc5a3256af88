import { rebalanceLeaders } from '../../api/quorum-queues.js';
import { compareVersions } from '../../cluster/capabilities.js';
import type { Cluster } from '../../cluster/cluster.js';
import { CheckFailed, TimedOut, UsageError } from '../../errors.js';
import type { Clock } from '../clock.js';
import { demandOfOwnTool } from '../health/own-tool.js';
import { drainedNodes, viewFrom } from '../health/views.js';
import { seeLock } from '../lock-seen.js';
import { lockedBy } from '../run-lock.js';
import { waitUntil } from '../wait-until.js';
import { type Chosen, type LedQueue, leadersByNode, ledQueues } from './leader-map.js';
import { names, type Outcome, type Preview } from './leaders-text.js';
import { movesBetween, predictMoves } from './predict-moves.js';

/** What is to be rebalanced, as it was typed. */
export interface AskedRebalance {
  readonly type: Chosen['type'];
  readonly 'vhost-pattern': string | undefined;
  readonly 'queue-pattern': string | undefined;
  /** Seconds to wait for the moves. */
  readonly wait: number;
}

/** How it is, and what the server is expected to do. Touches nothing. Throws Locked while a run has the cluster, and what asking throws. */
export async function previewOf(cluster: Cluster, asked: AskedRebalance): Promise<Preview> {
  const { held } = await seeLock(cluster, 'restart');
  if (held !== undefined) throw lockedBy(held);
  const node = await cluster.answering();
  const [views, queues] = await Promise.all([viewFrom({ name: node.name, node }), ledNow(cluster, asked)]);
  const drained = await drainedNodes({ name: node.name, node }, views);
  const nodes = views.filter(({ name, running }) => running && !drained.has(name)).map(({ name }) => name);
  return { cluster: cluster.name, queues, nodes, ...predictMoves(queues, nodes) };
}

/**
 * Has the server do it, waits until leaders have come to rest, and tells what really moved. Throws TimedOut while they still
 * move, and what asking throws.
 */
export async function rebalance(
  cluster: Cluster,
  asked: AskedRebalance,
  { queues: before, nodes, most }: Preview,
  waiting: { readonly clock: Clock; readonly signal: AbortSignal; readonly report: (reason: string) => void },
): Promise<Outcome> {
  await begin(cluster, asked);
  let after = before;
  let last = '';
  let since = waiting.clock.now();
  const settled = async (): Promise<true | string> => {
    after = await ledNow(cluster, asked);
    const now = JSON.stringify(after.map(({ vhost, name, leader }) => [vhost, name, leader]));
    if (now !== last) since = waiting.clock.now();
    last = now;
    const led = after.every(({ leader }) => leader !== undefined);
    const even = led && Math.max(0, ...leadersByNode(after, nodes).values()) <= most;
    return even || waiting.clock.now() - since >= quiet || `leaders move: ${movesBetween(before, after).length} so far`;
  };
  await waitUntil(settled, { ...waiting, timeout: asked.wait, every: 1000 }).catch((error: unknown) => {
    if (!(error instanceof TimedOut)) throw error;
    throw new TimedOut(`leaders still move after ${asked.wait} s: the server goes on by itself`, {
      hint: 'Look again: rabbitctl rebalance-leaders plan',
      cause: error,
    });
  });
  return { before, after, nodes, moved: movesBetween(before, after) };
}

/** ms without a change, after which no move is on its way: what queues tell of themselves is up to five seconds old. */
const quiet = 12_000;

/** Over HTTP for all of them; some alone are an affair of the node's own tool. */
async function begin(cluster: Cluster, asked: AskedRebalance): Promise<void> {
  const { type, 'vhost-pattern': vhosts, 'queue-pattern': queues } = asked;
  if (type === 'all' && vhosts === undefined && queues === undefined) return rebalanceLeaders(cluster.api);
  const node = await cluster.answering();
  const patterns = ['--vhost-pattern', vhosts ?? '.*', '--queue-pattern', queues ?? '.*'];
  await demandOfOwnTool({ name: node.name, node }, 'rabbitmq-queues', 'rebalance', type, ...patterns);
}

async function ledNow(cluster: Cluster, asked: AskedRebalance): Promise<readonly LedQueue[]> {
  const { rabbitmq } = await cluster.version();
  const chosen = { type: asked.type, vhosts: pattern(asked, 'vhost-pattern'), queues: pattern(asked, 'queue-pattern') };
  // rabbit_amqqueue:filter_per_type/2: streams are in it since 4.0.
  return ledQueues(cluster.api, chosen, compareVersions(rabbitmq, '4.0.0') >= 0);
}

function pattern(asked: AskedRebalance, name: 'vhost-pattern' | 'queue-pattern'): RegExp {
  try {
    return new RegExp(asked[name] ?? '', 'u');
  } catch (cause) {
    throw new UsageError(`--${name}: ${(cause as Error).message}`, { cause });
  }
}

/** What is not as it should be when leaders have come to rest. Throws CheckFailed. */
export function demandWell({ after, nodes }: Outcome, { most }: Preview): void {
  const without = after.filter(({ leader }) => leader === undefined);
  if (without.length > 0) {
    throw new CheckFailed(`without a leader now: ${names(without)}`, { hint: 'rabbitctl health says more.' });
  }
  const { moves } = predictMoves(after, nodes);
  if (moves.length === 0) return;
  throw new CheckFailed(
    `the server left ${moves.length} leader${moves.length === 1 ? '' : 's'} where they are that it could have moved: ${names(moves.map(({ queue }) => queue))}`,
    { hint: `A node was to lead ${most} at most. Its log says why ("Error migrating"); a second try may do.` },
  );
}
