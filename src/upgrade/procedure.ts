import type { Cluster } from '../cluster/cluster.js';
import type { Engine } from './engine.js';
import type { NodeStanding } from './event.js';
import type { NodeView } from './health/views.js';
import type { Member, Parties } from './member.js';
import type { NodePlan, Plan } from './plan.js';
import type { NodeStatus } from './progress/status-text.js';
import type { RunOptions } from './run-options.js';
import type { Verdict } from './verdict.js';

/**
 * What is special to one kind of run. All else is the engine's, and the same for all of them: the question, the lock, the
 * journal, the order of nodes, pauses, resume, abort, status, history.
 */
export interface Procedure {
  /** What a run would do, and whether it may. Touches nothing. Throws UsageError for nodes that cannot be meant. */
  readonly plan: (cluster: Cluster, parties: Parties, options: RunOptions) => Promise<Planned>;
  /** The nodes of a run that is gone on with, in order; says where each one stands. Without it: as they were planned. */
  readonly inOrder?: (engine: Engine, standing: Map<string, NodeStanding>) => Promise<readonly NodePlan[]>;
  /** Once, before the first node. */
  readonly before: (engine: Engine) => Promise<void>;
  /** Takes one node from wherever it is to done; `mark` is told how far it is. */
  readonly takeTurn: TakeTurn;
  /** Once, when every node is done: looks whether all is as it should be, and lets the cluster go. */
  readonly after: (engine: Engine) => Promise<void>;
  /** Where a node stands, while the run is under way or paused. */
  readonly nodeStatus: (about: StatusOf) => Promise<NodeStatus>;
  /** What giving the run up does to a node. Throws Paused while something is under way there, and what looking throws. */
  readonly retreat: (engine: Engine, node: NodePlan) => Promise<Retreat>;
  /** Giving the run up begins with the node that had its turn last. */
  readonly retreatsFromTheEnd?: true;
  /** How a run that was given up leaves a node. */
  readonly endOf: (engine: Engine, node: NodePlan) => Promise<NodeEnd>;
}

export type TakeTurn = (
  engine: Engine,
  member: Member,
  node: NodePlan,
  mark: (standing: NodeStanding) => void,
) => Promise<void>;

/** What is known of a node before it is looked at. */
export interface StatusOf {
  readonly plan: Plan;
  readonly run: string;
  readonly node: NodePlan;
  readonly member: Member;
  /** The journal says so. */
  readonly done: boolean;
  /** Undefined where no node tells. */
  readonly drained: ReadonlySet<string> | undefined;
  /** All nodes as a member sees them; undefined where none answers. */
  readonly seenBy: readonly NodeView[] | undefined;
}

export interface Planned {
  readonly plan: Plan;
  readonly verdicts: readonly Verdict[];
}

export interface Retreat {
  /** `rabbit@mq2 is drained, and is revived`; undefined when there is nothing to be done. */
  readonly words: string | undefined;
  /** Does it. Throws Locked before the first act for which the lock is not ours any more. */
  readonly go: () => Promise<void>;
}

export interface NodeEnd {
  readonly standing: NodeStanding;
  readonly inService: boolean;
}
