import type { Cluster } from '../cluster/cluster.js';
import { UsageError } from '../errors.js';
import { nearest } from '../nearest.js';
import type { Member } from './member.js';
import { standingOf } from './node-standing.js';
import type { NodePlan, Plan } from './plan.js';
import { preflight } from './preflight.js';
import type { RunOptions } from './run-options.js';
import type { MemberSurvey, Survey } from './survey.js';
import { takeBaseline } from './take-baseline.js';
import { takeSurvey } from './take-survey.js';
import type { Verdict } from './verdict.js';

/** What a run would do, and whether it may. Touches nothing. Throws UsageError for a node that is no member, and what asking for the members throws. */
export async function makePlan(
  cluster: Cluster,
  members: readonly Member[],
  options: RunOptions,
): Promise<{ readonly plan: Plan; readonly verdicts: readonly Verdict[] }> {
  const chosen = chosenNodes(members, options);
  const survey = await takeSurvey(cluster, members, options);
  const [verdicts, baseline] = await Promise.all([
    preflight(survey, options),
    // One that cannot be had is told by the checks.
    takeBaseline(cluster, members).catch(() => undefined),
  ]);
  const leaders = leadersByNode(survey);
  const nodes = survey.members
    .filter(({ name }) => chosen.has(name))
    .map((of) => nodePlan(of, options, leaders.get(of.name) ?? 0))
    .toSorted(inOrder);
  const plan = {
    ...{ cluster: cluster.name, options, nodes, members: members.map(({ name }) => name) },
    alreadyDone: nodes.filter(({ standing }) => standing === 'done').length,
    ...(baseline !== undefined && { baseline }),
  };
  return { plan, verdicts };
}

/** Nodes that are done need no turn; the one with most leaders comes last, so that they move once. */
function inOrder(one: NodePlan, other: NodePlan): number {
  const rank = ({ standing }: NodePlan) => (standing === 'done' ? 0 : standing === 'half-way' ? 1 : 2);
  return rank(one) - rank(other) || one.leaders - other.leaders || (one.name < other.name ? -1 : 1);
}

function chosenNodes(members: readonly Member[], { nodes }: RunOptions): ReadonlySet<string> {
  const names = members.map(({ name }) => name);
  for (const name of nodes ?? []) {
    if (names.includes(name)) continue;
    const likely = nearest(name, names);
    throw new UsageError(`${name} is not a member of this cluster`, {
      hint: likely === undefined ? `There are ${names.join(', ')}.` : `Did you mean ${likely}?`,
    });
  }
  return new Set(nodes ?? names);
}

function nodePlan(of: MemberSurvey, options: RunOptions, leaders: number): NodePlan {
  const { installed, candidate, changes, probe, overview } = of;
  return {
    name: of.name,
    standing: standingOf(of, options),
    from: overview?.rabbitmq_version ?? installed?.rabbitmq ?? '',
    installed: installed?.version ?? '',
    ...(candidate !== undefined && { candidate }),
    changes: changes ?? [],
    leaders,
    ...(probe?.instance !== undefined && { instance: probe.instance }),
    packages: installed?.packages ?? [],
    held: installed?.held ?? false,
    ...(of.disk?.canBeKept === false && { dataElsewhere: true }),
  };
}

function leadersByNode({ queues = [] }: Survey): ReadonlyMap<string, number> {
  const leaders = new Map<string, number>();
  for (const { leader, node } of queues) {
    const at = leader ?? node;
    if (at !== undefined) leaders.set(at, (leaders.get(at) ?? 0) + 1);
  }
  return leaders;
}
