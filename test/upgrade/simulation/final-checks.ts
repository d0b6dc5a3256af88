import { recordedRuns } from '../../../src/upgrade/journal.js';
import { lockParameter } from '../../../src/upgrade/lock-record.js';
import type { NodePlan } from '../../../src/upgrade/plan.js';
import type { RunOptions } from '../../../src/upgrade/run-options.js';
import type { Ending } from './operator.js';
import { type SimulatedNode, serves, type World } from './world.js';

/** Whether packages were held before, by node. */
export type Held = ReadonlyMap<string, boolean>;

/** All nodes are at the target and in service, and nothing of the run is left behind. */
export function checkDone(world: World, options: RunOptions, held: Held, calm: boolean): void {
  for (const node of chosen(world, options)) {
    const { name, disk, broker } = node;
    // What a fault does in the last second, nobody sees.
    const affects = calm || node.takenOut;
    if (affects && (!serves(node) || node.drained)) world.violated(`done, but ${name} is not in service`);
    if (
      options.kind === 'upgrade' &&
      (disk.version !== world.shape.new || !disk.whole || (broker?.package ?? disk.version) !== world.shape.new)
    ) {
      world.violated(`done, but ${name} has ${disk.version} and runs ${broker?.package}`);
    }
  }
  checkLeftBehind(world, options, held);
}

/** Every node that no fault keeps away is in service. */
export function checkAborted(world: World, options: RunOptions, held: Held): void {
  for (const node of world.nodes) {
    if (node.takenOut && !(serves(node) && !node.drained))
      world.violated(`aborted, but ${node.name} is not in service`);
  }
  checkLeftBehind(world, options, held);
}

function checkLeftBehind(world: World, options: RunOptions, held: Held): void {
  if (world.parameters.has(lockParameter)) world.violated('ended, but the lock is still there');
  if (options.hold || options.kind === 'restart') return;
  for (const { name, disk } of chosen(world, options)) {
    if (disk.held !== held.get(name))
      world.violated(`ended, but the package of ${name} is ${disk.held ? '' : 'not '}held`);
  }
}

const chosen = ({ nodes }: World, options: RunOptions): readonly SimulatedNode[] =>
  nodes.filter(({ name }) => options.nodes === undefined || options.nodes.includes(name));

/** What the journal says in the end is true of every node. */
export function checkTruth(world: World, { desk, code, error, action }: Ending): void {
  const run = recordedRuns(desk.stateDirectory).at(-1);
  const last = run?.events.at(-1);
  if (run === undefined || last?.event !== 'ended') {
    if (run !== undefined && code !== undefined && ![69, 0].includes(code) && error === undefined)
      world.violated(`${action} ended with ${code}, and its journal does not say so`);
    return;
  }
  if (Date.parse(last.time) !== world.timeline.now()) return;
  for (const node of run.plan.nodes) {
    const standing = last.nodes[node.name];
    if (standing === 'done' && !isDone(world.node(node.name), node))
      world.violated(`the journal says that ${node.name} is done`);
    if (standing === 'to-do' && !isUntouched(world.node(node.name), node)) {
      world.violated(`the journal says that ${node.name} was not touched`);
    }
  }
}

function isDone({ disk, broker }: SimulatedNode, plan: NodePlan): boolean {
  if (plan.candidate === undefined) return broker === undefined || broker.instance !== plan.instance;
  return disk.whole && disk.version === plan.candidate && (broker === undefined || broker.package === plan.candidate);
}

function isUntouched({ disk, takenOut }: SimulatedNode, plan: NodePlan): boolean {
  return (
    !takenOut && (plan.candidate === undefined || disk.version !== plan.candidate || plan.installed === plan.candidate)
  );
}
