import { Interrupted } from '../errors.js';
import { release } from './after-nodes.js';
import type { Console } from './console.js';
import type { Engine } from './engine.js';
import { MachineLock } from './machine-lock.js';
import { openEngine } from './open-engine.js';
import { openParties } from './open-parties.js';
import { exitCodeOf } from './outcome.js';
import type { Retreat } from './procedure.js';
import { procedureOf } from './procedure-of.js';
import { resumable } from './resume-run.js';
import type { RunKind } from './run-kind.js';

/**
 * Ends a run for good: half-way nodes go back into service as they were, done ones stay done, the lock is given up.
 * Resolves to the exit code. Throws what `resumeRun` throws, and what a way back throws: the run is then still there.
 */
export async function abortRun(console: Console, kind: RunKind, takeOver: boolean): Promise<number> {
  const machineLock = new MachineLock(console.stateDirectory, console.cluster.name);
  try {
    const { run, plan } = await resumable(console, kind, takeOver);
    const engine = openEngine(console, run, plan, await openParties(console.cluster, plan.options));
    try {
      const { retreat, retreatsFromTheEnd } = procedureOf(kind);
      const nodes = retreatsFromTheEnd === true ? plan.nodes.toReversed() : plan.nodes;
      const ways = await Promise.all(nodes.map((node) => retreat(engine, node)));
      if (!(await console.confirm(questionOf(ways)))) {
        console.print('Nothing was touched: the run is still there.\n');
        return exitCodeOf({ outcome: 'paused' }, false);
      }
      await engine.lock.take(plan);
      return await giveUp(engine, ways);
    } finally {
      engine.close();
    }
  } finally {
    machineLock.release();
  }
}

async function giveUp(engine: Engine, ways: readonly Retreat[]): Promise<number> {
  const { plan, stopwatch } = engine;
  try {
    for (const way of ways) await way.go();
    const { endOf } = procedureOf(plan.options.kind);
    const ends = await Promise.all(
      plan.nodes.map(async (node) => ({ name: node.name, ...(await endOf(engine, node)) })),
    );
    engine.emit({ event: 'state', state: 'release' });
    await release(engine);
    const { seconds, waited } = stopwatch;
    const nodes = Object.fromEntries(ends.map(({ name, standing }) => [name, standing]));
    const out = ends.filter(({ inService }) => !inService).map(({ name }) => name);
    const message = `the run is given up; ${out.length === 0 ? 'every node is in service' : `not in service: ${out.join(', ')}`}`;
    engine.emit({ event: 'ended', outcome: 'aborted', message, nodes, seconds, waited });
    return exitCodeOf({ outcome: 'aborted' }, false);
  } catch (error) {
    await engine.lock.pause().catch(() => engine.lock.drop());
    if (engine.signal.aborted) throw new Interrupted('interrupted: the run is still there', { cause: error });
    throw error;
  }
}

function questionOf(ways: readonly Retreat[]): string {
  const lines = ways.flatMap(({ words }) => words ?? []);
  return [...lines, 'Nodes that are done stay as they are.', 'Give this run up?'].join('\n');
}
