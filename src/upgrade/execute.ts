import { CliError, Interrupted, Locked } from '../errors.js';
import type { Engine } from './engine.js';
import type { NodeStanding, Outcome } from './event.js';
import { memberNamed } from './member.js';
import { Paused } from './paused.js';
import type { NodePlan } from './plan.js';
import { procedureOf } from './procedure-of.js';
import { wordsOf } from './progress/course-text.js';

/** How a run ended. */
export interface Ended {
  readonly outcome: Outcome;
  readonly reason?: string;
  readonly node?: string;
  readonly message: string;
  readonly hint?: string;
  /** What made it stop, where that was an error. */
  readonly error?: CliError;
}

/**
 * Carries a plan out, from wherever the world is: before the first node, node by node, after the last. The lock is ours
 * already. Never throws an error of ours: what stops a run is an outcome.
 */
export async function execute(engine: Engine, resumed: boolean): Promise<Ended> {
  const { plan, emit } = engine;
  const { kind, target } = plan.options;
  const standing = new Map<string, NodeStanding>(plan.nodes.map(({ name, standing }) => [name, standing]));
  emit({
    event: 'started',
    ...{ kind, cluster: plan.cluster, nodes: plan.nodes.map(({ name }) => name), resumed },
    ...(target !== undefined && { target }),
  });
  const ended = await attempt(engine, standing, resumed);
  const { error: _, ...told } = ended;
  const { seconds, waited } = engine.stopwatch;
  emit({ event: 'ended', ...told, nodes: Object.fromEntries(standing), seconds, waited });
  return ended;
}

async function attempt(engine: Engine, standing: Map<string, NodeStanding>, resumed: boolean): Promise<Ended> {
  try {
    const { plan } = engine;
    const { inOrder, before, after } = procedureOf(plan.options.kind);
    const nodes = resumed && inOrder !== undefined ? await inOrder(engine, standing) : plan.nodes;
    await before(engine);
    await takeNodes(engine, nodes, standing);
    await after(engine);
    return { outcome: 'done', ...wordsOf(plan.options.kind).done(plan) };
  } catch (error) {
    return stopped(engine, error);
  }
}

async function takeNodes(
  engine: Engine,
  nodes: readonly NodePlan[],
  standing: Map<string, NodeStanding>,
): Promise<void> {
  const { emit, plan } = engine;
  const { takeTurn } = procedureOf(plan.options.kind);
  const doneBefore = [...standing.values()].filter((value) => value === 'done').length;
  for (const node of nodes) {
    if (standing.get(node.name) === 'done') {
      emit({ event: 'node-done', node: node.name, seconds: 0, already: true });
      continue;
    }
    const member = memberNamed(engine, node.name);
    if (member === undefined) throw new Paused('gate', `${node.name} is not a member any more`, { node: node.name });
    await takeTurn(engine, member, node, (now) => standing.set(node.name, now));
    await canary(engine, standing, doneBefore);
  }
}

/** After so many nodes a person looks. A run that is resumed beyond that does not ask again. */
async function canary(engine: Engine, standing: Map<string, NodeStanding>, doneBefore: number): Promise<void> {
  const { alreadyDone = 0, options } = engine.plan;
  const { canary: count } = options;
  const done = [...standing.values()].filter((value) => value === 'done').length;
  const turns = done - alreadyDone;
  if (count === undefined || turns !== count || doneBefore - alreadyDone >= count || done === standing.size) return;
  const question = `${done} of ${standing.size} nodes ${done === 1 ? 'is' : 'are'} done. Go on with the others?`;
  // --yes is no answer to this: whoever asked for a stop wants to look.
  if (!engine.person || !(await engine.confirm(question))) {
    throw new Paused('canary', `stopped after ${turns} node${turns === 1 ? '' : 's'}, as asked`);
  }
}

/** Whatever stopped it: the lock stays, and says that nobody is at work. */
async function stopped(engine: Engine, error: unknown): Promise<Ended> {
  if (!(error instanceof CliError) && !engine.signal.aborted) {
    engine.lock.drop();
    throw error;
  }
  const lost = error instanceof Locked;
  if (lost) engine.lock.drop();
  else {
    await engine.lock.pause().catch((failure: unknown) => {
      if (!(failure instanceof CliError)) throw failure;
      if (failure instanceof Locked) return;
      engine.emit({
        event: 'warning',
        message: `the lock in the cluster still says that we are at work: ${failure.message}`,
      });
    });
  }
  if (!(error instanceof CliError)) return { outcome: 'paused', reason: 'interrupted', message: 'interrupted' };
  const reason =
    error instanceof Paused ? error.reason : error instanceof Interrupted ? 'interrupted' : lost ? 'lock' : 'gate';
  return {
    ...{ outcome: 'paused', reason, message: error.message, error },
    ...(error.node !== undefined && { node: error.node }),
    ...(error.hint !== undefined && { hint: error.hint }),
  };
}
