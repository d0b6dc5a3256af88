import { CheckFailed } from '../errors.js';
import { type RecordedRun, recordedRuns } from './journal.js';
import type { Plan } from './plan.js';
import { commandOf, mayBeStopped, type RunKind } from './run-kind.js';

/** The run that is not over, as this machine remembers it: of this cluster, and of this kind. Undefined when there is none. */
export function unfinishedRun(
  state: string,
  kind: RunKind,
  { cluster, members }: { readonly cluster: string; readonly members: readonly string[] },
): RecordedRun | undefined {
  const of = (run: RecordedRun) => isOfCluster(run, cluster, members);
  const isOpen = (run: RecordedRun) => run.plan.options.kind === kind && !isDataRestore(run.plan) && !isOver(run);
  if (!mayBeStopped(kind)) return recordedRuns(state).findLast((run) => isOpen(run) && of(run));
  // Whoever has stopped or started a cluster since has gone on with it, or turned it back.
  const last = recordedRuns(state).findLast((run) => mayBeStopped(run.plan.options.kind) && of(run));
  return last !== undefined && isOpen(last) ? last : undefined;
}

/** It has no lock, and no turn of a node to go on with: typed once more it finds what is done. */
export const isDataRestore = ({ options }: Plan): boolean => options.restores?.includes('data') === true;

/** Runs of this cluster, oldest first. */
export function runsOf(state: string, cluster: string, members: readonly string[]): readonly RecordedRun[] {
  return recordedRuns(state).filter((run) => isOfCluster(run, cluster, members));
}

/** Nothing to go on with. Throws CheckFailed. */
export function noRun(kind: RunKind, hint: string): never {
  throw new CheckFailed(`there is no ${commandOf[kind]} of this cluster to go on with`, { hint });
}

/** By its members, because the same cluster may be called by another name or node. */
function isOfCluster({ plan }: RecordedRun, cluster: string, members: readonly string[]): boolean {
  return members.length === 0 ? plan.cluster === cluster : plan.members.some((name) => members.includes(name));
}

function isOver({ events }: RecordedRun): boolean {
  const last = events.findLast(({ event }) => event === 'ended');
  return last?.event === 'ended' && last.outcome !== 'paused';
}
