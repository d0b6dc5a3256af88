import type { Engine } from './engine.js';
import type { Member } from './member.js';
import type { NodePlan } from './plan.js';
import { defaultTimeouts, type NodeState } from './state-name.js';
import { type Waiting, waitUntil } from './wait-until.js';

export type WaitOptions = Partial<Pick<Waiting, 'every' | 'times' | 'helps' | 'timeout' | 'report'>>;

/** One node's turn. */
export interface NodeContext {
  readonly engine: Engine;
  readonly member: Member;
  readonly plan: NodePlan;
  /** All others of the cluster. */
  readonly peers: readonly Member[];
  readonly state: NodeState;
  /** Seconds for the present state. */
  readonly timeout: number;
  /** Waits until the answer is true, within the state's time; shows why it is not yet. Throws what waitUntil throws. */
  wait(ask: () => Promise<true | string>, options?: WaitOptions): Promise<void>;
  note(message: string): void;
  warn(message: string): void;
}

/** A node's turn in one of its states. */
export function nodeContext(engine: Engine, member: Member, plan: NodePlan, state: NodeState): NodeContext {
  const { clock, signal, stopwatch } = engine;
  const node = member.name;
  const timeout = engine.plan.options.timeouts[state] ?? defaultTimeouts[state];
  const report = (reason: string) => engine.emit({ event: 'waiting', node, state, reason });
  return {
    ...{ engine, member, plan, state, timeout },
    peers: engine.members.filter((other) => other !== member),
    wait: (ask, options) => stopwatch.waiting(() => waitUntil(ask, { clock, signal, timeout, report, ...options })),
    note: (message) => engine.emit({ event: 'note', node, message }),
    warn: (message) => engine.emit({ event: 'warning', node, message }),
  };
}
