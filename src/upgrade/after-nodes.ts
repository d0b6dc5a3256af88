import { path } from '../api/management-api.js';
import { listQueues } from '../api/queues.js';
import { TimedOut, Unavailable } from '../errors.js';
import type { Baseline } from './baseline.js';
import { clusterState } from './cluster-state.js';
import type { Engine } from './engine.js';
import { enableFlags } from './feature-flags.js';
import { inTime } from './in-time.js';
import { jobName } from './job.js';
import { type Member, memberNamed } from './member.js';
import { Paused } from './paused.js';
import { compareBaseline, takeBaseline } from './take-baseline.js';
import { waitUntil } from './wait-until.js';

/** What is left when every node is done: flags, leaders, the comparison with how it was, and letting go. */
export async function afterNodes(engine: Engine): Promise<void> {
  if (engine.plan.options.kind === 'upgrade')
    await clusterState(engine, 'flags', (timeout) => enableFlags(engine, timeout));
  await clusterState(engine, 'rebalance', (timeout) => rebalance(engine, timeout));
  await clusterState(engine, 'verify', (timeout) => verify(engine, timeout));
  await clusterState(engine, 'release', (timeout) => inTime(engine.clock, timeout, release(engine)));
}

/** Leaders are where nodes were not: the server spreads them again, in the background, and says nothing (facts: hard fact 14). */
async function rebalance(engine: Engine, timeout: number): Promise<void> {
  const { clock, signal, cluster } = engine;
  const before = await leadersByNode(engine);
  if (before.size === 0) return;
  await cluster.api.request('POST', path`rebalance/queues`, { body: {} });
  let last = '';
  const settled = async () => {
    const now = JSON.stringify([...(await leadersByNode(engine))].toSorted());
    const same = now === last;
    last = now;
    return same || 'leaders are moving';
  };
  const report = (reason: string) => engine.emit({ event: 'waiting', state: 'rebalance', reason });
  try {
    await engine.stopwatch.waiting(() => waitUntil(settled, { clock, signal, timeout, report, every: 1000, times: 2 }));
  } catch (error) {
    if (!(error instanceof TimedOut)) throw error;
    engine.emit({ event: 'warning', message: 'leaders are still moving' });
  }
}

async function leadersByNode({ cluster }: Engine): Promise<ReadonlyMap<string, number>> {
  const leaders = new Map<string, number>();
  for (const { type, node } of await listQueues(cluster.api, undefined, ['type', 'node'])) {
    if (type === 'classic' || node === undefined) continue;
    leaders.set(node, (leaders.get(node) ?? 0) + 1);
  }
  return leaders;
}

/** Compares with the baseline. What is missing stops the run here, with the lock still held: somebody must look. */
export async function verify(engine: Engine, timeout: number): Promise<void> {
  const { clock, signal } = engine;
  const { baseline } = engine.plan;
  let now: Baseline | undefined;
  // Right after a rebalance a queue may be between two leaders.
  const settled = async () => {
    // Fails when a node does not answer, also one that was done long ago.
    now = await takeBaseline(engine.cluster, engine.members);
    const verdicts = baseline === undefined ? [] : compareBaseline(baseline, now);
    return verdicts.find(({ level }) => level === 'blocker')?.message ?? true;
  };
  const report = (reason: string) => engine.emit({ event: 'waiting', state: 'verify', reason });
  await engine.stopwatch
    .waiting(() => waitUntil(settled, { clock, signal, timeout, report }))
    .catch((error: unknown) => {
      if (!(error instanceof TimedOut) || now === undefined) throw error;
    });
  if (now === undefined) return;
  if (baseline === undefined) {
    engine.emit({
      event: 'note',
      message: 'how the cluster was before is known on another machine only: not compared',
    });
    return;
  }
  const verdicts = compareBaseline(baseline, now);
  for (const verdict of verdicts) engine.emit({ event: 'verdict', ...verdict });
  const missing = verdicts.filter(({ level }) => level === 'blocker');
  if (missing.length > 0) throw new Paused('verify', missing.map(({ message }) => message).join('; '));
}

/** Packages are held or not as they were found, units are forgotten, the lock is gone. */
export async function release(engine: Engine): Promise<void> {
  const { plan, run } = engine;
  // Whoever took this run over wants packages as they are.
  await engine.lock.check();
  await Promise.all(
    plan.nodes.map(async ({ name, held }) => {
      const member = memberNamed(engine, name);
      if (member === undefined) return;
      // Said again of those that stay held: dnf locks the very version that is there.
      if (plan.options.kind === 'upgrade') await member.packages.hold(held || plan.options.hold);
      await forgetUnits(member, run).catch((error: unknown) => {
        // The machine of a node that is no member any more may be gone for good.
        const isGone = error instanceof Unavailable || error instanceof TimedOut;
        if (!isGone || !engine.outsiders.includes(member)) throw error;
      });
    }),
  );
  await engine.lock.release();
}

async function forgetUnits({ launcher }: Member, run: string): Promise<void> {
  for (const job of ['stop', 'install', 'start', 'way-back'] as const) await launcher.clear(jobName(run, job));
}
