import { release, verify } from '../after-nodes.js';
import type { Baseline } from '../baseline.js';
import { exportBefore } from '../before-nodes.js';
import type { Check } from '../checks/check.js';
import { leaverChecks } from '../checks/leaver.js';
import { membership } from '../checks/membership.js';
import { reach } from '../checks/reach.js';
import { vhosts } from '../checks/standing.js';
import { clusterState } from '../cluster-state.js';
import { inTime } from '../in-time.js';
import { leaveEnd, leaveRetreat, leaverContext, leaveStatus } from '../membership/leave-retreat.js';
import { type LeaveFacts, leaveSteps, lookAtLeaver } from '../membership/leave-steps.js';
import { type Leaver, surveyLeaver } from '../membership/leaver.js';
import { nothingLeft } from '../membership/nothing-left.js';
import { withoutNodes } from '../membership/without-nodes.js';
import { type Turn, turnOf } from '../node-turn.js';
import type { NodePlan } from '../plan.js';
import { preflight } from '../preflight.js';
import type { Procedure } from '../procedure.js';
import type { RunOptions } from '../run-options.js';
import { stateTruths } from '../tables/state-truths.js';
import { takeBaseline } from '../take-baseline.js';
import { takeSurvey } from '../take-survey.js';

/** Makes a member leave, or has the others forget one that is dead. */
export const removeNode: Procedure = {
  plan: async (cluster, { members, outsiders }, asked) => {
    const options: RunOptions = { ...asked, nodes: outsiders.map(({ name }) => name) };
    const survey = await takeSurvey(cluster, members, options);
    const [leavers, baseline] = await Promise.all([
      Promise.all(outsiders.map((of) => surveyLeaver(of, survey.members))),
      // One that cannot be had is told by the checks.
      takeBaseline(cluster, members).catch(() => undefined),
    ]);
    const leaving = leavers.filter(({ listed }) => listed);
    const [leaver] = leaving;
    const verdicts = leaver === undefined ? [] : await preflight(survey, options, checksOf(leaver));
    const plan = {
      ...{ cluster: cluster.name, options, nodes: leavers.map(leaverPlan), members: members.map(({ name }) => name) },
      ...(baseline !== undefined && { baseline: withoutLost(baseline, leaving) }),
    };
    return { plan, verdicts };
  },
  before: exportBefore,
  takeTurn: turnOf(leaveTurn()),
  after: async (engine) => {
    await clusterState(engine, 'verify', async (timeout) => {
      for (const node of engine.plan.nodes) await nothingLeft(leaverContext(engine, node, 'forget'));
      await verify(engine, timeout);
    });
    await clusterState(engine, 'release', (timeout) => inTime(engine.clock, timeout, release(engine)));
  },
  nodeStatus: leaveStatus,
  retreat: leaveRetreat,
  endOf: leaveEnd,
};

function checksOf(leaver: Leaver): Readonly<Record<string, Check>> {
  return {
    reach,
    // That the others still count it is no disagreement.
    membership: async (survey, options) => {
      const found = await membership(withoutNodes(survey, [leaver.member.name]), options);
      return found.filter(({ node }) => node !== leaver.member.name);
    },
    vhosts,
    ...leaverChecks(leaver),
  };
}

/** What a run will do to it. */
export const leaverPlan = ({ member, listed, copies = [] }: Leaver): NodePlan => ({
  ...{ name: member.name, standing: listed ? 'to-do' : 'done', from: '', installed: '', changes: [] },
  ...{ leaders: copies.length, packages: [], held: false },
});

/** What the operator gives up is not missed in the end. */
export function withoutLost(baseline: Baseline, leavers: readonly Leaver[]): Baseline {
  const lost = new Set(
    leavers.flatMap(({ member, copies = [] }) =>
      copies
        .filter(({ members }) => members.every((name) => name === member.name))
        .map(({ vhost, name }) => `${vhost}\0${name}`),
    ),
  );
  return { ...baseline, queues: baseline.queues.filter((queue) => !lost.has(queue)) };
}

function leaveTurn(): Turn<LeaveFacts> {
  return {
    steps: leaveSteps,
    look: lookAtLeaver,
    isBegun: ({ listed, drained }) => !listed || drained,
    touchesIn: 'shrink',
    stopped: async ({ context }) => stateTruths[context.state],
  };
}
