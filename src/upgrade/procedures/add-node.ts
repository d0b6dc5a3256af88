import { release, verify } from '../after-nodes.js';
import { exportBefore } from '../before-nodes.js';
import type { Check } from '../checks/check.js';
import { membership } from '../checks/membership.js';
import { newcomerChecks } from '../checks/newcomer.js';
import { reach } from '../checks/reach.js';
import { metadataStore, vhosts } from '../checks/standing.js';
import { versions } from '../checks/versions.js';
import { clusterState } from '../cluster-state.js';
import type { NodeStanding } from '../event.js';
import { inTime } from '../in-time.js';
import { joinEnd, joinRetreat, joinStatus, newcomerContext } from '../membership/join-retreat.js';
import { type JoinFacts, joinSteps, lookAtNewcomer } from '../membership/join-steps.js';
import { type Newcomer, surveyNewcomers } from '../membership/newcomer.js';
import { seenByAll } from '../membership/seen-by-all.js';
import { withoutNodes } from '../membership/without-nodes.js';
import { type Turn, turnOf } from '../node-turn.js';
import type { NodePlan } from '../plan.js';
import { preflight } from '../preflight.js';
import type { Procedure } from '../procedure.js';
import type { RunOptions } from '../run-options.js';
import type { Survey } from '../survey.js';
import { stateTruths } from '../tables/state-truths.js';
import { takeBaseline } from '../take-baseline.js';
import { takeSurvey } from '../take-survey.js';

/** Makes nodes that are in no cluster members, one after the other. */
export const addNode: Procedure = {
  plan: async (cluster, { members, outsiders }, asked) => {
    const seed = asked.kind === 'create-cluster' ? members.map(({ name }) => name).slice(0, 1) : [];
    const options: RunOptions = { ...asked, nodes: [...seed, ...outsiders.map(({ name }) => name)] };
    const survey = await takeSurvey(cluster, members, options);
    const joined = outsiders.map(({ name }) => name).filter((name) => newcomerStanding(name, survey) === 'done');
    const coming = outsiders.filter(({ name }) => newcomerStanding(name, survey) !== 'done');
    const [newcomers, baseline] = await Promise.all([
      surveyNewcomers(coming, members),
      // One that cannot be had is told by the checks.
      takeBaseline(cluster, members).catch(() => undefined),
    ]);
    const verdicts = coming.length === 0 ? [] : await preflight(survey, options, checksOf(newcomers, joined));
    const nodes = outsiders.map(({ name }) => newcomerPlan(name, newcomerStanding(name, survey), newcomers));
    const names = members.map(({ name }) => name);
    const plan = { cluster: cluster.name, options, nodes, members: names, ...(baseline !== undefined && { baseline }) };
    return { plan, verdicts };
  },
  before: exportBefore,
  takeTurn: turnOf(joinTurn()),
  after: async (engine) => {
    await clusterState(engine, 'verify', async (timeout) => {
      for (const node of engine.plan.nodes) await seenByAll(newcomerContext(engine, node), true);
      await verify(engine, timeout);
    });
    await clusterState(engine, 'release', (timeout) => inTime(engine.clock, timeout, release(engine)));
  },
  nodeStatus: joinStatus,
  retreat: joinRetreat,
  endOf: joinEnd,
};

const checksOf = (newcomers: readonly Newcomer[], joined: readonly string[]): Readonly<Record<string, Check>> => ({
  reach,
  // One that has come already is no disagreement.
  membership: (survey, options) => membership(withoutNodes(survey, joined), options),
  ...{ versions, vhosts, 'metadata-store': metadataStore },
  ...newcomerChecks(newcomers),
});

/** How far a node is that is to join, by what the members see: all of them, running. */
export function newcomerStanding(name: string, { members }: Survey): NodeStanding {
  const views = members.map(({ view }) => view?.find((node) => node.name === name));
  if (views.every((view) => view?.running === true)) return 'done';
  return views.some((view) => view !== undefined) ? 'half-way' : 'to-do';
}

/** What a run will do to it. */
export function newcomerPlan(name: string, standing: NodeStanding, newcomers: readonly Newcomer[]): NodePlan {
  const from = newcomers.find(({ member }) => member.name === name)?.view?.running[name] ?? '';
  return { name, standing, from, installed: '', changes: [], leaders: 0, packages: [], held: false };
}

function joinTurn(): Turn<JoinFacts> {
  return {
    steps: joinSteps,
    look: lookAtNewcomer,
    isBegun: ({ listed }) => listed,
    touchesIn: 'reset',
    stopped: async ({ context }) => stateTruths[context.state],
  };
}
