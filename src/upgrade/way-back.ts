import { runAsRoot } from '../ssh/as-root.js';
import { changesSeries, hasDataCopy, isDataKept, restoreData, restoreDataLines } from './data-copy.js';
import type { Engine } from './engine.js';
import { jobName, runJob } from './job.js';
import { type Member, memberNamed } from './member.js';
import { type NodeContext, nodeContext } from './node-context.js';
import { lookAt, type NodeFacts } from './node-facts.js';
import { Paused } from './paused.js';
import type { NodePlan } from './plan.js';
import type { RunOptions } from './run-options.js';
import type { NodeState } from './state-name.js';
import { awaitRejoin } from './steps/await-rejoin.js';
import { revive } from './steps/drain.js';
import { awaitBoot, start } from './steps/start.js';
import { isGone } from './steps/stop.js';

/**
 * What brings a half-way node back into service: nothing, `revive`, `start`, or `restore` the packages, and where it was kept
 * the data, that it had, and start.
 */
export type WayBack = 'nothing' | 'revive' | 'start' | 'restore';

/** By what the node shows. Throws Paused while something is still under way there, and what looking throws. */
export async function wayBackOf(engine: Engine, node: NodePlan): Promise<WayBack> {
  const context = contextOf(engine, node, 'gate');
  const facts = await lookAt(context);
  const busy = underWay(facts);
  if (busy !== undefined) {
    throw new Paused('gate', `${node.name}: ${busy} just now`, {
      node: node.name,
      hint: 'Wait until that has ended, then abort again.',
    });
  }
  if (facts.drained) return 'revive';
  if (facts.phase === 'untouched' || facts.phase === 'replaced') return 'nothing';
  if (engine.plan.options.kind !== 'upgrade' || node.standing === 'done') return 'start';
  if (node.wasUp) return 'start';
  // With data that was kept, the old packages alone may be half of a way back that was begun.
  if ((await hasOldPackages(context)) && !(await hasDataCopy(context))) return 'start';
  await demandOldData(context);
  return 'restore';
}

/** What will come to its end by itself. A broker whose start has failed will not: systemd tries that for ever. */
function underWay({ phase, jobs }: NodeFacts): string | undefined {
  if (jobs.install.state === 'running') return 'packages are being installed';
  if (phase === 'stopping') return 'it is being stopped';
  return phase === 'starting' && jobs.start.state !== 'failed' ? 'it is being started' : undefined;
}

/** Throws Paused where there is no way but forward. */
async function demandOldData({ member, engine, plan }: NodeContext): Promise<void> {
  if (await isOldDataThere(member, plan, engine.plan.options, engine.run)) return;
  throw new Paused(
    'start',
    `${member.name} may have been up with the new version, and its data is not kept as it was`,
    {
      node: member.name,
      hint: 'There is no way back for it but a backup of its data. Find out why it is down, start it, and resume.',
    },
  );
}

/**
 * Whether the old packages would find the data as they left it. Where the new version has been up, there is no way back: the
 * others went on with what it wrote. What tells so is gone with a reboot, after which it starts by itself: then only data that
 * was kept, and is kept until it is up, or packages that are no whole, are proof.
 */
async function isOldDataThere(member: Member, node: NodePlan, options: RunOptions, run: string): Promise<boolean> {
  const [start, install, { service }, { version }] = await Promise.all([
    member.launcher.state(jobName(run, 'start')),
    member.launcher.state(jobName(run, 'install')),
    member.service.probe(),
    member.packages.installed(),
  ]);
  if (node.wasUp || start.state === 'succeeded') return false;
  // On a machine that has only just come up the broker is about to be started: then it will show.
  const comesUp = version === node.candidate && install.state === 'absent' && service === 'inactive';
  if (await isDataKept(member, run)) return !comesUp;
  if (version !== node.candidate || options.packages === 'command') return true;
  return !changesSeries(node, options) && install.state !== 'absent';
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
  return [...lines.slice(0, -1), ...restoreDataLines(run, member.name), ...lines.slice(-1)];
}

/** Does it. Throws Locked before the first act for which the lock is not ours any more. */
export async function goBack(engine: Engine, node: NodePlan, way: WayBack): Promise<void> {
  if (way === 'nothing') return;
  if (way === 'revive') {
    await engine.lock.check();
    return revive(contextOf(engine, node, 'drain'));
  }
  if (way === 'restore') {
    const context = await begin(engine, node, 'install');
    await stopTrying(context);
    await runJob(context, 'way-back', context.member.packages.restoreArgv(node.packages), isGone);
    await engine.lock.check();
    if (await hasDataCopy(context)) await restoreData(context);
    const { packages } = await context.member.packages.installed();
    engine.emit({ event: 'packages', node: node.name, when: 'after', packages });
  }
  for (const step of [start, awaitBoot, awaitRejoin]) {
    await step.perform(await begin(engine, node, step.state));
  }
}

/** The lock names the node, too, so that others are asked about it: one that has only just booted may tell what was true when it went. */
async function begin(engine: Engine, node: NodePlan, state: NodeState): Promise<NodeContext> {
  engine.emit({ event: 'state', node: node.name, state });
  await engine.lock.announce(node.name, state);
  await engine.lock.check();
  return contextOf(engine, node, state);
}

/** A broker that fails to boot is started again and again by systemd, until it is stopped. */
async function stopTrying({ member, state }: NodeContext): Promise<void> {
  const { service } = await member.service.probe();
  if (service === 'active') throw new Paused(state, `${member.name} is up after all`, { node: member.name });
  if (service === 'activating') await runAsRoot(member.node.host, member.service.stopArgv, { deadline: 120_000 });
}

async function hasOldPackages({ member, plan }: NodeContext): Promise<boolean> {
  const { packages } = await member.packages.installed();
  const versions = new Map(packages.map(({ name, version }) => [name, version]));
  return plan.packages.every(({ name, version }) => versions.get(name) === version);
}

function contextOf(engine: Engine, node: NodePlan, state: NodeState): NodeContext {
  const member = memberNamed(engine, node.name);
  if (member === undefined) throw new Paused(state, `${node.name} is not a member any more`, { node: node.name });
  return nodeContext(engine, member, node, state);
}
