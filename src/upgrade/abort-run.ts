import { Interrupted } from '../errors.js';
import { release } from './after-nodes.js';
import type { Console } from './console.js';
import type { Engine } from './engine.js';
import type { NodeStanding } from './event.js';
import { MachineLock } from './machine-lock.js';
import { nodeContext } from './node-context.js';
import { lookAt, type NodeFacts } from './node-facts.js';
import { openEngine } from './open-engine.js';
import { openMembers } from './open-members.js';
import { exitCodeOf } from './outcome.js';
import type { NodePlan } from './plan.js';
import { resumable } from './resume-run.js';
import type { RunKind } from './run-options.js';
import { goBack, type WayBack, wayBackOf } from './way-back.js';

/**
 * Ends a run for good: half-way nodes go back into service as they were, done ones stay done, the lock is given up.
 * Resolves to the exit code. Throws what `resumeRun` throws, and what a way back throws: the run is then still there.
 */
export async function abortRun(console: Console, kind: RunKind, takeOver: boolean): Promise<number> {
  const machineLock = new MachineLock(console.stateDirectory, console.cluster.name);
  try {
    const { run, plan } = await resumable(console, kind, takeOver);
    const engine = openEngine(console, run, plan, await openMembers(console.cluster, plan.options));
    try {
      const ways = await Promise.all(plan.nodes.map(async (node) => [node, await wayBackOf(engine, node)] as const));
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

type Ways = readonly (readonly [NodePlan, WayBack])[];

async function giveUp(engine: Engine, ways: Ways): Promise<number> {
  try {
    for (const [node, way] of ways) await goBack(engine, node, way);
    const ends = await Promise.all(ways.map(([node]) => endOf(engine, node)));
    engine.emit({ event: 'state', state: 'release' });
    await release(engine);
    const { seconds, waited } = engine.stopwatch;
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

/** A node that had its turn stays as it is; one that a fault takes away meanwhile is told. */
async function endOf(engine: Engine, node: NodePlan) {
  const { name } = node;
  const member = engine.members.find((candidate) => candidate.name === name);
  if (member === undefined) return { name, standing: 'to-do', inService: false } as const;
  const facts = await lookAt(nodeContext(engine, member, node, 'gate'));
  const { phase, drained } = facts;
  return {
    name,
    standing: standingOf(node, facts),
    inService: (phase === 'replaced' || phase === 'untouched') && !drained,
  };
}

function standingOf({ wasUp, standing, installed, candidate }: NodePlan, { phase, onTarget }: NodeFacts): NodeStanding {
  if (phase === 'replaced' || wasUp || standing === 'done') return 'done';
  // A restart leaves no other trace than a new process.
  const isChanged =
    candidate === undefined ? phase === 'down' || phase === 'starting' : onTarget && installed !== candidate;
  return isChanged ? 'half-way' : 'to-do';
}

function questionOf(ways: Ways): string {
  const lines = ways.flatMap(([{ name, packages }, way]) => {
    if (way === 'revive') return [`${name} is drained, and is revived`];
    if (way === 'start') return [`${name} is down, and is started as it is`];
    if (way !== 'restore') return [];
    const broker = packages.find((pack) => pack.name.includes('rabbitmq')) ?? packages[0];
    return [
      `${name} is down: the packages that it had are put back (${broker?.name} ${broker?.version} and ${packages.length - 1} more), and it is started`,
    ];
  });
  return [...lines, 'Nodes that are done stay as they are.', 'Give this run up?'].join('\n');
}
