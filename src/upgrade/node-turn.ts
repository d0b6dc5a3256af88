import { CheckFailed, CliError, Interrupted, Locked } from '../errors.js';
import type { Engine } from './engine.js';
import type { NodeStanding } from './event.js';
import type { Member } from './member.js';
import { type NodeContext, nodeContext } from './node-context.js';
import { lookAt, type NodeFacts, reached } from './node-facts.js';
import { Paused } from './paused.js';
import type { NodePlan } from './plan.js';
import type { NodeState } from './state-name.js';
import type { Step } from './step.js';
import { awaitMirrors, awaitQuorum } from './steps/await-quorum.js';
import { awaitCatchup, awaitRejoin } from './steps/await-rejoin.js';
import { backup } from './steps/backup.js';
import { drain, revive } from './steps/drain.js';
import { gate } from './steps/gate.js';
import { hookAfter, hookBefore } from './steps/hook.js';
import { install } from './steps/install.js';
import { moveLeaders } from './steps/move-leaders.js';
import { soak } from './steps/soak.js';
import { awaitBoot, start } from './steps/start.js';
import { proveDown, stop } from './steps/stop.js';
import { verifyDrain } from './steps/verify-drain.js';
import { stateTruths } from './tables/state-truths.js';

const steps: readonly Step[] = [
  gate,
  hookBefore,
  awaitQuorum,
  awaitMirrors,
  moveLeaders,
  drain,
  verifyDrain,
  stop,
  proveDown,
  backup,
  install,
  start,
  awaitBoot,
  awaitRejoin,
  awaitCatchup,
  hookAfter,
  soak,
];

/**
 * Takes one node from wherever it is to done. What is done already is asked of the node, once, at the beginning: a run
 * that was killed goes on from there. Throws Paused, which says what is true now; Locked and Interrupted likewise.
 */
export async function takeTurn(
  engine: Engine,
  member: Member,
  plan: NodePlan,
  mark: (standing: NodeStanding) => void,
): Promise<void> {
  const begun = engine.clock.now();
  let facts: NodeFacts | undefined;
  let at: NodeState = 'gate';
  try {
    facts = await lookAt(nodeContext(engine, member, plan, 'gate'));
    if (facts.phase !== 'untouched') mark('half-way');
    // Rebooted by itself while it was being drained, or drained by somebody since.
    if (facts.phase === 'replaced' && facts.drained) await revive(nodeContext(engine, member, plan, 'await-boot'));
    for (const step of steps) {
      engine.signal.throwIfAborted();
      at = step.state;
      if (at === 'drain') mark('half-way');
      await take(step, facts, nodeContext(engine, member, plan, step.state));
    }
  } catch (error) {
    throw await paused(error, nodeContext(engine, member, plan, at), facts, mark);
  }
  mark('done');
  engine.emit({ event: 'node-done', node: member.name, seconds: (engine.clock.now() - begun) / 1000 });
}

async function take(step: Step, facts: NodeFacts, context: NodeContext): Promise<void> {
  const { engine, member } = context;
  const { state } = step;
  const seconds = timer(engine);
  if (step.isDone(facts)) {
    const already = { seconds: 0, waited: 0, already: true } as const;
    if (facts.phase !== 'untouched') engine.emit({ event: 'state-done', node: member.name, state, ...already });
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

/** A drained node that still runs is taken back into service: a run that waits for somebody must not cost a node meanwhile. */
async function paused(
  error: unknown,
  context: NodeContext,
  facts: NodeFacts | undefined,
  mark: (standing: NodeStanding) => void,
): Promise<unknown> {
  const { state, member, engine } = context;
  if (engine.signal.aborted)
    return new Interrupted(`interrupted in ${state} of ${member.name}: ${stateTruths[state]}`, {
      node: member.name,
      cause: error,
    });
  // Whoever has the lock now is at work on this node.
  if (!(error instanceof CliError) || (error instanceof Locked && error.details.owner !== undefined)) return error;
  const running = facts === undefined || !reached(facts, 'stopping');
  const drained = running && (facts?.phase === 'drained' || ['drain', 'verify-drain', 'stop'].includes(state));
  // A start that failed was stopped: systemd would try it for ever.
  const failedStart = state === 'start' && error instanceof CheckFailed;
  const standing = failedStart ? 'the node is stopped, with the package that was installed' : stateTruths[state];
  const truth = drained ? await reviveIfItRuns(context, mark) : standing;
  if (error instanceof Locked) return error;
  return new Paused(state, error.message, {
    node: member.name,
    hint: [error.hint, `What is true now: ${truth}.`].filter((line) => line !== undefined).join('\n'),
    cause: error,
  });
}

/** What is true then. */
async function reviveIfItRuns(context: NodeContext, mark: (standing: NodeStanding) => void): Promise<string> {
  const { member } = context;
  try {
    const now = await lookAt(context);
    if (now.phase === 'drained') await revive(context);
    else if (now.phase !== 'untouched') return stateTruths[context.state];
    mark('to-do');
    return now.phase === 'drained' ? 'the node was drained, and is back in service' : 'the node is in service';
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    context.warn(`${member.name} may still be drained, and could not be revived: ${error.message}`);
    return stateTruths['verify-drain'];
  }
}
