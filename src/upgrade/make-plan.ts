import type { Cluster } from '../cluster/cluster.js';
import { matchingNode } from '../cluster/node-name.js';
import { UsageError } from '../errors.js';
import { nearest } from '../nearest.js';
import type { Check } from './checks/check.js';
import type { NodeStanding } from './event.js';
import type { Member } from './member.js';
import { standingOf } from './node-standing.js';
import type { NodePlan } from './plan.js';
import { preflight, rollingChecks } from './preflight.js';
import type { Planned } from './procedure.js';
import type { RunOptions } from './run-options.js';
import type { MemberSurvey, Survey } from './survey.js';
import { takeBaseline } from './take-baseline.js';
import { takeSurvey } from './take-survey.js';

/** By what a plan is judged; without it, as upgrades and restarts are. */
export interface Judgement {
  readonly checks?: Readonly<Record<string, Check>>;
  /** How far a node is before the run begins. */
  readonly standing?: (of: MemberSurvey, options: RunOptions, survey: Survey) => NodeStanding | Promise<NodeStanding>;
}

/** What a run would do, and whether it may. Touches nothing. Throws UsageError for a node that is no member, DataError for a name that fits two, and what asking for the members throws. */
export async function makePlan(
  cluster: Cluster,
  members: readonly Member[],
  asked: RunOptions,
  { checks = rollingChecks, standing = standingOf }: Judgement = {},
): Promise<Planned> {
  const options = withFullNames(members, asked);
  const chosen = new Set(options.nodes ?? members.map(({ name }) => name));
  const survey = await takeSurvey(cluster, members, options);
  const turns = survey.members.filter(({ name }) => chosen.has(name));
  const [verdicts, baseline, standings] = await Promise.all([
    preflight(survey, options, checks),
    // One that cannot be had is told by the checks.
    takeBaseline(cluster, members).catch(() => undefined),
    Promise.all(turns.map((of) => standing(of, options, survey))),
  ]);
  const leaders = leadersByNode(survey);
  const nodes = turns
    .map((of, index) => nodePlan(of, standings[index] ?? 'to-do', leaders.get(of.name) ?? 0))
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

/** `mq2` is as good as `rabbit@mq2`; what follows, and the journal, have whole names. */
function withFullNames(members: readonly Member[], options: RunOptions): RunOptions {
  if (options.nodes === undefined) return options;
  const names = members.map(({ name }) => name);
  const nodes = options.nodes.map((word) => {
    const name = matchingNode(word, names, true);
    if (name !== undefined) return name;
    const likely = nearest(word, names);
    throw new UsageError(`${word} is not a member of this cluster`, {
      hint: likely === undefined ? `There are ${names.join(', ')}.` : `Did you mean ${likely}?`,
    });
  });
  return { ...options, nodes };
}

function nodePlan(of: MemberSurvey, standing: NodeStanding, leaders: number): NodePlan {
  const { installed, candidate, changes, probe, overview } = of;
  return {
    name: of.name,
    standing,
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
