import { changesSeries, hasDataCopy, isDataKept, restoreData, restoreDataLines } from './data-copy.js';
import type { Engine } from './engine.js';
import { jobName, runJob } from './job.js';
import type { Member } from './member.js';
import { type NodeContext, nodeContext } from './node-context.js';
import { lookAt, type NodeFacts } from './node-facts.js';
import { Paused } from './paused.js';
import type { NodePlan } from './plan.js';
import type { RunOptions } from './run-options.js';
import type { NodeState } from './state-name.js';
import { awaitRejoin } from './steps/await-rejoin.js';
import { revive } from './steps/drain.js';
import { awaitBoot, start } from './steps/start.js';

/**
 * What brings a half-way node back into service: nothing, `revive`, `start`, or `restore` the packages, and where it was kept
 * the data, that it had, and start.
 */
export type WayBack = 'nothing' | 'revive' | 'start' | 'restore';

/** By what the node shows. Throws Paused while something is still under way there, and what looking throws. */
export async function wayBackOf(engine: Engine, node: NodePlan): Promise<WayBack> {
  const context = contextOf(engine, node, 'gate');
  const { phase, onTarget } = await lookAt(context);
  if (phase === 'stopping' || phase === 'starting') {
    throw new Paused('gate', `${node.name} is ${phase === 'stopping' ? 'being stopped' : 'being started'} just now`, {
      node: node.name,
      hint: 'Wait until that has ended, then abort again.',
    });
  }
  if (phase === 'drained') return 'revive';
  if (phase !== 'down') return 'nothing';
  if (engine.plan.options.kind === 'restart') return 'start';
  if (await hasOldPackages(context, { phase, onTarget })) return 'start';
  await demandOldData(context);
  return 'restore';
}

/**
 * Whether the old packages would find data that they can read: it was kept, or the new version never touched it. Within a
 * series a start that failed has not changed it either. Throws Paused where there is no way but forward.
 */
async function demandOldData({ member, engine, plan }: NodeContext): Promise<void> {
  if (await isOldDataThere(member, plan, engine.plan.options, engine.run)) return;
  throw new Paused('start', `${member.name} was started with the new version, and its data is not kept as it was`, {
    node: member.name,
    hint: 'There is no way back for it but a backup of its data. Find out why it is down, start it, and resume.',
  });
}

async function isOldDataThere(member: Member, node: NodePlan, options: RunOptions, run: string): Promise<boolean> {
  if (await isDataKept(member, run)) return true;
  const { state } = await member.launcher.state(jobName(run, 'start'));
  return state === 'absent' || (state === 'failed' && !changesSeries(node, options));
}

/** What a person would type on the machine of a node that is down, to have it as it was; undefined where that is not safe. */
export async function wayBackLines(
  member: Member,
  node: NodePlan,
  options: RunOptions,
  run: string,
): Promise<readonly (readonly string[])[] | undefined> {
  if (!(await isOldDataThere(member, node, options, run))) return undefined;
  const lines = member.packages.wayBack(node.packages);
  if (!(await isDataKept(member, run))) return lines;
  // The data before the last line, which starts the broker.
  return [...lines.slice(0, -1), ...restoreDataLines(run), ...lines.slice(-1)];
}

/** Does it. */
export async function goBack(engine: Engine, node: NodePlan, way: WayBack): Promise<void> {
  if (way === 'nothing') return;
  if (way === 'revive') return revive(contextOf(engine, node, 'drain'));
  if (way === 'restore') {
    const context = contextOf(engine, node, 'install');
    engine.emit({ event: 'state', node: node.name, state: 'install' });
    await runJob(context, 'way-back', context.member.packages.restoreArgv(node.packages));
    if (await hasDataCopy(context)) await restoreData(context);
    const { packages } = await context.member.packages.installed();
    engine.emit({ event: 'packages', node: node.name, when: 'after', packages });
  }
  for (const step of [start, awaitBoot, awaitRejoin]) {
    engine.emit({ event: 'state', node: node.name, state: step.state });
    await step.perform(contextOf(engine, node, step.state));
  }
}

async function hasOldPackages({ member, plan }: NodeContext, { onTarget }: NodeFacts): Promise<boolean> {
  if (onTarget) return false;
  const { packages } = await member.packages.installed();
  const versions = new Map(packages.map(({ name, version }) => [name, version]));
  return plan.packages.every(({ name, version }) => versions.get(name) === version);
}

function contextOf(engine: Engine, node: NodePlan, state: NodeState): NodeContext {
  const member = engine.members.find(({ name }) => name === node.name);
  if (member === undefined) throw new Paused(state, `${node.name} is not a member any more`, { node: node.name });
  return nodeContext(engine, member, node, state);
}
