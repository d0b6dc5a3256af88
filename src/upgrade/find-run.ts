import { CheckFailed } from '../errors.js';
import { type RecordedRun, recordedRuns } from './journal.js';
import type { RunKind } from './run-options.js';

/** The run that is not over, as this machine remembers it: of this cluster, and of this kind. Undefined when there is none. */
export function unfinishedRun(
  state: string,
  kind: RunKind,
  { cluster, members }: { readonly cluster: string; readonly members: readonly string[] },
): RecordedRun | undefined {
  return recordedRuns(state).findLast(
    (run) => run.plan.options.kind === kind && isOfCluster(run, cluster, members) && !isOver(run),
  );
}

/** Runs of this cluster, oldest first. */
export function runsOf(state: string, cluster: string, members: readonly string[]): readonly RecordedRun[] {
  return recordedRuns(state).filter((run) => isOfCluster(run, cluster, members));
}

/** Nothing to go on with. Throws CheckFailed. */
export function noRun(kind: RunKind, hint: string): never {
  throw new CheckFailed(`there is no rolling-${kind} of this cluster to go on with`, { hint });
}

/** By its members, because the same cluster may be called by another name or node. */
function isOfCluster({ plan }: RecordedRun, cluster: string, members: readonly string[]): boolean {
  return members.length === 0 ? plan.cluster === cluster : plan.members.some((name) => members.includes(name));
}

function isOver({ events }: RecordedRun): boolean {
  const last = events.findLast(({ event }) => event === 'ended');
  return last?.event === 'ended' && last.outcome !== 'paused';
}
