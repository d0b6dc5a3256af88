import type { NodeContext } from './node-context.js';
import type { NodeFacts } from './node-facts.js';
import type { NodeState } from './state-name.js';

/** One state of a node. What it does may be done again without harm; what must not is asked of the world first. */
export interface Step<Facts = NodeFacts> {
  readonly state: NodeState;
  /** False where this version, kind of run or cluster has no such state. */
  readonly applies?: (context: NodeContext) => boolean | Promise<boolean>;
  /** Whether the node is past this, by what it shows. */
  readonly isDone: (facts: Facts) => boolean;
  readonly perform: (context: NodeContext) => Promise<void>;
}
