import { CliError, Interrupted, Locked } from '../errors.js';
import type { Engine } from './engine.js';
import type { NodeStanding } from './event.js';
import { type NodeContext, nodeContext } from './node-context.js';
import { Paused } from './paused.js';
import type { TakeTurn } from './procedure.js';
import type { NodeState } from './state-name.js';
import type { Step } from './step.js';
import { stateTruths } from './tables/state-truths.js';

/** What happens to a node, in order, and how far it may be already. */
export interface Turn<Facts> {
  readonly steps: readonly Step<Facts>[];
  /** Asks the world how far the node is. */
  readonly look: (context: NodeContext) => Promise<Facts>;
  /** Something has been done to it. */
  readonly isBegun: (facts: Facts) => boolean;
  /** The first state that changes it. */
  readonly touchesIn: NodeState;
  /** Before the first step. */
  readonly prepare?: (facts: Facts, contextIn: (state: NodeState) => NodeContext) => Promise<void>;
  /** When it stops in a state: undoes what can be undone at once, and says what is true then. */
  readonly stopped: (stop: Stop<Facts>) => Promise<string>;
}

export interface Stop<Facts> {
  readonly error: CliError;
  /** Undefined when looking at it failed. */
  readonly facts: Facts | undefined;
  readonly context: NodeContext;
  readonly mark: (standing: NodeStanding) => void;
}

/**
 * Takes one node from wherever it is to done. What is done already is asked of the node, once, at the beginning: a run
 * that was killed goes on from there. Throws Paused, which says what is true now; Locked and Interrupted likewise.
 */
export function turnOf<Facts>(turn: Turn<Facts>): TakeTurn {
  return async (engine, member, plan, mark) => {
    const begun = engine.clock.now();
    const contextIn = (state: NodeState) => nodeContext(engine, member, plan, state);
    let facts: Facts | undefined;
    let at: NodeState = 'gate';
    try {
      facts = await turn.look(contextIn('gate'));
      if (turn.isBegun(facts)) mark('half-way');
      await turn.prepare?.(facts, contextIn);
      for (const step of turn.steps) {
        engine.signal.throwIfAborted();
        at = step.state;
        if (at === turn.touchesIn) mark('half-way');
        await take(turn, step, facts, contextIn(at));
      }
    } catch (error) {
      throw await paused(turn, error, facts, contextIn(at), mark);
    }
    mark('done');
    engine.emit({ event: 'node-done', node: member.name, seconds: (engine.clock.now() - begun) / 1000 });
  };
}

async function take<Facts>(turn: Turn<Facts>, step: Step<Facts>, facts: Facts, context: NodeContext): Promise<void> {
  const { engine, member } = context;
  const { state } = step;
  const seconds = timer(engine);
  if (step.isDone(facts)) {
    const already = { seconds: 0, waited: 0, already: true } as const;
    if (turn.isBegun(facts)) engine.emit({ event: 'state-done', node: member.name, state, ...already });
    return;
  }
  if (step.applies !== undefined && !(await step.applies(context))) return;
  engine.emit({ event: 'state', node: member.name, state });
  const untold = await engine.lock.announce(member.name, state);
  if (untold !== undefined) context.warn(`the lock in the cluster is not up to date: ${untold}`);
  await step.perform(context);
  engine.emit({ event: 'state-done', node: member.name, state, ...seconds() });
}

function timer({ clock, stopwatch }: Engine): () => { readonly seconds: number; readonly waited: number } {
  const [begun, waited] = [clock.now(), stopwatch.waited];
  return () => ({ seconds: (clock.now() - begun) / 1000, waited: stopwatch.waited - waited });
}

async function paused<Facts>(
  turn: Turn<Facts>,
  error: unknown,
  facts: Facts | undefined,
  context: NodeContext,
  mark: (standing: NodeStanding) => void,
): Promise<unknown> {
  const { state, member, engine } = context;
  const node = member.name;
  if (engine.signal.aborted)
    return new Interrupted(`interrupted in ${state} of ${node}: ${stateTruths[state]}`, { node, cause: error });
  // Whoever has the lock now is at work on this node.
  if (!(error instanceof CliError) || (error instanceof Locked && error.details.owner !== undefined)) return error;
  const truth = await turn.stopped({ error, facts, context, mark });
  if (error instanceof Locked) return error;
  return new Paused(state, error.message, {
    node,
    hint: [error.hint, `What is true now: ${truth}.`].filter((line) => line !== undefined).join('\n'),
    cause: error,
  });
}
