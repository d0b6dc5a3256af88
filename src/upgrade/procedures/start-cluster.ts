import { CliError } from '../../errors.js';
import { release, verify } from '../after-nodes.js';
import { startChecks } from '../checks/starting.js';
import { clusterState } from '../cluster-state.js';
import type { Engine } from '../engine.js';
import { inTime } from '../in-time.js';
import { turnOf } from '../node-turn.js';
import { Paused } from '../paused.js';
import type { NodePlan, Plan } from '../plan.js';
import { preflight } from '../preflight.js';
import type { Procedure } from '../procedure.js';
import { beginAll } from '../stopping/begin-all.js';
import { removeStaleLock } from '../stopping/remove-stale-lock.js';
import { startOrder } from '../stopping/start-order.js';
import { allSeeAll, startTurn } from '../stopping/start-steps.js';
import { type Starting, surveyStarting } from '../stopping/start-survey.js';
import { forgetStopRecord } from '../stopping/stop-record.js';
import { startRetreat, stopEnd, stopStatus } from '../stopping/stop-retreat.js';
import { forgetRestored } from '../stopping/stopped-machine.js';
import { waitUntil } from '../wait-until.js';

/** Starts all nodes that are down: the last one that stopped first, or side by side where each waits for the others. */
export const startCluster: Procedure = {
  plan: async (cluster, { members }, options) => {
    const starting = await Promise.all(members.map(surveyStarting));
    const order = startOrder(starting);
    const nodes = order.order.flatMap((name) => nodePlan(starting.find((of) => of.name === name)));
    const nothing =
      nodes.every(({ standing }) => standing === 'done') && starting.every(({ problem }) => problem === undefined);
    const survey = { members: [], flags: undefined, queues: undefined, user: undefined, problems: [] };
    const verdicts = nothing ? [] : await preflight(survey, options, startChecks(starting, order));
    const { record } = order;
    // How it was tells nothing of a cluster that has run since, if only in part.
    const isOfAll = starting.every(({ machine }) => machine?.record?.run === record?.run);
    const plan: Plan = {
      ...{ cluster: cluster.name, options, nodes, members: members.map(({ name }) => name), together: order.together },
      ...(record?.baseline !== undefined && isOfAll && { baseline: record.baseline }),
    };
    return { plan, verdicts };
  },
  before: async (engine) => {
    if (engine.plan.together) await clusterState(engine, 'start-all', () => beginAll(engine));
  },
  takeTurn: turnOf(startTurn),
  after: async (engine) => {
    await clusterState(engine, 'verify', (timeout) => verifyAll(engine, timeout));
    await clusterState(engine, 'release', (timeout) => inTime(engine.clock, timeout, letGo(engine)));
  },
  nodeStatus: stopStatus,
  retreat: startRetreat,
  endOf: stopEnd,
};

/** One that is not reached is none of those that are started. */
function nodePlan(of: Starting | undefined): readonly NodePlan[] {
  if (of === undefined || of.problem !== undefined) return [];
  const { name, runs, version } = of;
  const nothing = { installed: '', changes: [], leaders: 0, packages: [], held: false };
  return [{ name, standing: runs ? 'done' : 'to-do', from: version, ...nothing }];
}

/** Each by its own word; then, where somebody answers over HTTP, as it was before. */
async function verifyAll(engine: Engine, timeout: number): Promise<void> {
  const { clock, signal, members, plan } = engine;
  const started = plan.nodes.map(({ name }) => name);
  const report = (reason: string) => engine.emit({ event: 'waiting', state: 'verify', reason });
  await engine.stopwatch.waiting(() =>
    waitUntil(() => allSeeAll(members, started), { clock, signal, timeout, report, every: 1000 }),
  );
  const left = members.map(({ name }) => name).filter((name) => !started.includes(name));
  if (left.length > 0) {
    engine.emit({
      event: 'warning',
      message: `${left.join(', ')} ${left.length === 1 ? 'was' : 'were'} not reached, and not started`,
    });
    return;
  }
  try {
    await verify(engine, timeout);
  } catch (error) {
    if (error instanceof Paused || !(error instanceof CliError)) throw error;
    engine.emit({ event: 'warning', message: `not compared with how it was before: ${error.message}` });
  }
}

/** What a stop has left goes: its record, and a lock that nobody could take away. */
async function letGo(engine: Engine): Promise<void> {
  const { plan, members } = engine;
  await release(engine);
  await removeStaleLock(engine);
  const started = plan.nodes.map(({ name }) => name);
  const those = members.filter(({ name }) => started.includes(name));
  await Promise.all(those.map(forgetStopRecord));
  await Promise.all(those.map(forgetRestored));
}
