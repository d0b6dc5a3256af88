import { type BrokerProbe, isSameInstance } from '../ssh/broker-service.js';
import type { JobState } from '../ssh/launcher.js';
import type { Installed } from '../ssh/packages/package-manager.js';
import { isDrained } from './health/views.js';
import { jobName } from './job.js';
import type { NodeContext } from './node-context.js';

/**
 * How far a node is, as the world shows it: whoever resumes a run goes by this, never by the journal.
 * `untouched` the old process runs · `drained` it runs, under maintenance · `stopping` it was told to stop · `down` no
 * process · `starting` it was told to start · `replaced` the new process runs.
 */
export type Phase = 'untouched' | 'drained' | 'stopping' | 'down' | 'starting' | 'replaced';

export interface NodeFacts {
  readonly phase: Phase;
  /** The package on disk is the one that is wanted, whole, and no installation is under way; true for a restart. */
  readonly onTarget: boolean;
  /** It runs, and is under maintenance: before its turn, or since it was replaced. */
  readonly drained: boolean;
  /** What this run began there, and how that went. Gone when the machine was rebooted since. */
  readonly jobs: Jobs;
}

export type Jobs = Readonly<Record<'stop' | 'install' | 'start', JobState>>;

const order: readonly Phase[] = ['untouched', 'drained', 'stopping', 'down', 'starting', 'replaced'];

/** Whether a node is at least so far. */
export const reached = ({ phase }: NodeFacts, wanted: Phase): boolean => order.indexOf(phase) >= order.indexOf(wanted);

/** Looks at the node: its machine, and a peer for what only peers can tell. Throws what they throw. */
export async function lookAt(context: NodeContext): Promise<NodeFacts> {
  const { member, plan, engine } = context;
  const job = (state: 'stop' | 'install' | 'start') => member.launcher.state(jobName(engine.run, state));
  const [probe, stop, install, start, installed] = await Promise.all([
    member.service.probe(),
    job('stop'),
    job('install'),
    job('start'),
    engine.plan.options.kind === 'upgrade' ? member.packages.installed() : undefined,
  ]);
  const onTarget = installed === undefined || isOnTarget(installed, plan.candidate, install);
  const replaced =
    isReplaced(probe, plan.instance, installed, plan.candidate) ||
    (onTarget && start.state === 'succeeded' && isAnother(probe, plan.instance));
  const jobs = { stop, install, start };
  // What systemd is about to start is what is on the disk.
  const coming = start.state !== 'absent' || (installed !== undefined && onTarget);
  const phase = phaseOf(probe, jobs, replaced, coming);
  const runs = phase === 'untouched' || phase === 'replaced';
  const drained = runs && context.peers.length > 0 && (await isDrained(member, context.peers));
  return { phase: drained && phase === 'untouched' ? 'drained' : phase, drained, onTarget, jobs };
}

/** Started by this run: a clock that was set back since makes the start look older than the installation. */
const isAnother = ({ instance }: BrokerProbe, before: string | undefined): boolean =>
  instance !== undefined && before !== undefined && !isSameInstance(instance, before);

/** The package on disk is the wanted one, and its installation is not known to hang or to have failed half-way. */
function isOnTarget(installed: Installed, candidate: string | undefined, install: JobState): boolean {
  return installed.version === candidate && install.state !== 'running' && install.state !== 'failed';
}

/** Done is a node whose broker was started after what it runs was installed; in a restart, one with another process. */
export function isReplaced(
  probe: BrokerProbe,
  instance: string | undefined,
  installed: Installed | undefined,
  candidate: string | undefined,
): boolean {
  if (probe.instance === undefined) return false;
  if (installed === undefined) return instance === undefined || !isSameInstance(probe.instance, instance);
  if (probe.version !== undefined && probe.version !== installed.rabbitmq) return false;
  // Both are of that machine's clock, in whole seconds.
  return installed.version === candidate && (probe.startedAt ?? 0) >= installed.installedAt - 1;
}

function phaseOf(probe: BrokerProbe, jobs: Jobs, replaced: boolean, coming: boolean): Phase {
  const activating = probe.service === 'activating';
  // Between two tries of systemd there is no process.
  if (jobs.start.state === 'running' || (activating && (replaced || (coming && probe.instance === undefined)))) {
    return 'starting';
  }
  if (replaced && probe.service !== 'deactivating') return 'replaced';
  if (jobs.stop.state === 'running' || probe.service === 'deactivating') return 'stopping';
  const runs =
    probe.service === 'active' || activating || (probe.service === 'unknown' && probe.instance !== undefined);
  return runs ? 'untouched' : 'down';
}
