import { release } from '../after-nodes.js';
import { exportBefore } from '../before-nodes.js';
import { stopChecks } from '../checks/stopping.js';
import { clusterState } from '../cluster-state.js';
import type { Engine } from '../engine.js';
import { inTime } from '../in-time.js';
import { thisOwner } from '../lock-record.js';
import { makePlan } from '../make-plan.js';
import { turnOf } from '../node-turn.js';
import { Paused } from '../paused.js';
import type { NodePlan } from '../plan.js';
import type { Procedure } from '../procedure.js';
import { isDown, leftOfBroker } from '../stopping/is-down.js';
import { putStopRecord, type StopRecord } from '../stopping/stop-record.js';
import { stopEnd, stopRetreat, stopStatus } from '../stopping/stop-retreat.js';
import { stopTurn } from '../stopping/stop-steps.js';
import type { MemberSurvey, Survey } from '../survey.js';

/** Stops all nodes, one after the other, and leaves on each machine in which order. */
export const stopCluster: Procedure = {
  plan: async (cluster, { members }, options) => {
    let surveyed: Survey | undefined;
    const standing = (of: MemberSurvey, _: unknown, survey: Survey) => {
      surveyed = survey;
      return of.probe !== undefined && isDown(of.probe) ? 'done' : 'to-do';
    };
    const { plan, verdicts } = await makePlan(cluster, members, options, { checks: stopChecks, standing });
    const nodes = plan.nodes.map((node) => ({ ...node, from: node.standing === 'done' ? '' : node.from }));
    const nothing = nodes.every((node) => node.standing === 'done');
    // RAM nodes have nothing to start with: they go first, and come last.
    const rank = ({ name, standing }: NodePlan) => (standing === 'done' ? 0 : isRam(name, surveyed) ? 1 : 2);
    const ordered = nodes.toSorted((one, other) => rank(one) - rank(other));
    return { plan: { ...plan, nodes: ordered }, verdicts: nothing ? [] : verdicts };
  },
  before: async (engine) => {
    // A cluster that is half down does not tell all.
    if (engine.plan.nodes.every(({ standing }) => standing === 'to-do')) await exportBefore(engine);
    await clusterState(engine, 'remember', () => remember(engine, false));
  },
  takeTurn: turnOf(stopTurn),
  after: async (engine) => {
    await clusterState(engine, 'verify', async () => {
      await allAreDown(engine);
      await remember(engine, true);
    });
    await clusterState(engine, 'release', (timeout) => inTime(engine.clock, timeout, release(engine)));
  },
  nodeStatus: stopStatus,
  retreat: stopRetreat,
  // Last down, first up.
  retreatsFromTheEnd: true,
  endOf: stopEnd,
};

const isRam = (name: string, survey: Survey | undefined): boolean =>
  survey?.members.some(({ view = [] }) => view.some((node) => node.name === name && node.type === 'ram')) === true;

/** On every machine, so that the cluster can be started from any other one. */
async function remember({ plan, run, members, clock }: Engine, done: boolean): Promise<void> {
  const { user, host } = thisOwner();
  const record: StopRecord = {
    ...{ version: 1, run, cluster: plan.cluster, by: `${user} on ${host}`, begun: new Date(clock.now()).toISOString() },
    ...{ order: plan.nodes.map(({ name }) => name), done },
    ...(plan.baseline !== undefined && { baseline: plan.baseline }),
  };
  await Promise.all(members.map((member) => putStopRecord(member, record)));
}

/** One that was started meanwhile is no stopped cluster. */
async function allAreDown({ members }: Engine): Promise<void> {
  for (const member of members) {
    const left = leftOfBroker(await member.service.probe());
    if (left !== true) throw new Paused('verify', `${member.name} is not down: ${left}`, { node: member.name });
  }
}
