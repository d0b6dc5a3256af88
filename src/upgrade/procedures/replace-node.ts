import { UsageError } from '../../errors.js';
import { release, verify } from '../after-nodes.js';
import { exportBefore } from '../before-nodes.js';
import type { Check } from '../checks/check.js';
import { membership } from '../checks/membership.js';
import { newcomerChecks } from '../checks/newcomer.js';
import { reach } from '../checks/reach.js';
import { replacedChecks } from '../checks/replaced.js';
import { metadataStore, vhosts } from '../checks/standing.js';
import { versions } from '../checks/versions.js';
import { clusterState } from '../cluster-state.js';
import { inTime } from '../in-time.js';
import { joinEnd, joinRetreat, joinStatus, newcomerContext } from '../membership/join-retreat.js';
import { leaveEnd, leaveRetreat, leaverContext, leaveStatus } from '../membership/leave-retreat.js';
import { type Leaver, surveyLeaver } from '../membership/leaver.js';
import { type Newcomer, surveyNewcomers } from '../membership/newcomer.js';
import { nothingLeft } from '../membership/nothing-left.js';
import { joinTurnOf, leaveTurnOf } from '../membership/replace-turns.js';
import { seenByAll } from '../membership/seen-by-all.js';
import { withoutNodes } from '../membership/without-nodes.js';
import { turnOf } from '../node-turn.js';
import type { NodePlan } from '../plan.js';
import { preflight } from '../preflight.js';
import type { Procedure } from '../procedure.js';
import { type RunOptions, replacedNode } from '../run-options.js';
import { takeBaseline } from '../take-baseline.js';
import { takeSurvey } from '../take-survey.js';
import { newcomerPlan, newcomerStanding } from './add-node.js';
import { leaverPlan, withoutLost } from './remove-node.js';

/** Puts a new node in the place of a member: it joins and gets all replicas first, and only then the old one leaves. */
export const replaceNode: Procedure = {
  plan: async (cluster, { members, outsiders }, asked) => {
    const [old, fresh] = outsiders;
    if (old === undefined || fresh === undefined || old.name === fresh.name)
      throw new UsageError('the old node and the new one are the same');
    const options: RunOptions = { ...asked, nodes: [old.name, fresh.name] };
    const survey = await takeSurvey(cluster, members, options);
    const joins = newcomerStanding(fresh.name, survey);
    const [newcomers, leaver, baseline] = await Promise.all([
      surveyNewcomers(joins === 'done' ? [] : [fresh], members),
      surveyLeaver(old, survey.members),
      // One that cannot be had is told by the checks.
      takeBaseline(cluster, members).catch(() => undefined),
    ]);
    if (!leaver.listed && joins !== 'done') {
      throw new UsageError(`${old.name} is no member of ${cluster.name}`, {
        hint: `A node that takes nobody's place: rabbitctl add-node ${fresh.name}`,
      });
    }
    // A member has its replicas yet to get.
    const standing = joins === 'done' && leaver.listed ? 'half-way' : joins;
    const nodes = [newcomerPlan(fresh.name, standing, newcomers), leaverPlan(leaver)];
    const verdicts = leaver.listed ? await preflight(survey, options, checksOf(leaver, newcomers, fresh.name)) : [];
    const plan = {
      ...{ cluster: cluster.name, options, nodes, members: members.map(({ name }) => name) },
      ...(baseline !== undefined && { baseline: withoutLost(baseline, [leaver]) }),
    };
    return { plan, verdicts };
  },
  before: exportBefore,
  takeTurn: (engine, member, node, mark) =>
    (isOld(engine.plan.options, node) ? leaves : joins)(engine, member, node, mark),
  after: async (engine) => {
    await clusterState(engine, 'verify', async (timeout) => {
      for (const node of engine.plan.nodes) {
        if (isOld(engine.plan.options, node)) await nothingLeft(leaverContext(engine, node, 'forget'));
        else await seenByAll(newcomerContext(engine, node));
      }
      await verify(engine, timeout);
    });
    await clusterState(engine, 'release', (timeout) => inTime(engine.clock, timeout, release(engine)));
  },
  nodeStatus: (about) => (isOld(about.plan.options, about.node) ? leaveStatus : joinStatus)(about),
  retreat: (engine, node) => (isOld(engine.plan.options, node) ? leaveRetreat : joinRetreat)(engine, node),
  endOf: (engine, node) => (isOld(engine.plan.options, node) ? leaveEnd : joinEnd)(engine, node),
};

const joins = turnOf(joinTurnOf());
const leaves = turnOf(leaveTurnOf());

const isOld = (options: RunOptions, { name }: NodePlan): boolean => name === replacedNode(options);

function checksOf(leaver: Leaver, newcomers: readonly Newcomer[], fresh: string): Readonly<Record<string, Check>> {
  const outside = [leaver.member.name, fresh];
  return {
    reach,
    // That the others count the one still, or the other one already, is no disagreement.
    membership: async (survey, options) => {
      const found = await membership(withoutNodes(survey, outside), options);
      return found.filter(({ node }) => node === undefined || !outside.includes(node));
    },
    ...{ versions, vhosts, 'metadata-store': metadataStore },
    ...(newcomers.length > 0 && newcomerChecks(newcomers)),
    ...replacedChecks(leaver),
  };
}
