import { unfinishedRun } from './find-run.js';
import type { Plan } from './plan.js';
import { mayBeStopped } from './run-kind.js';
import type { Verdict } from './verdict.js';

/** P21: an earlier run of this machine whose lock is gone though it never ended. What it held may be held still. */
export function unfinishedBefore(stateDirectory: string, { cluster, members, options }: Plan): readonly Verdict[] {
  // These hold nothing, and whoever begins one anew goes on with the old one.
  if (mayBeStopped(options.kind)) return [];
  const before = unfinishedRun(stateDirectory, options.kind, { cluster, members });
  if (before === undefined) return [];
  const message = `run ${before.run} of this machine never ended, and its lock is gone: a package that it held may be held still (apt-mark showhold). Go on with it instead: resume --take-over`;
  return [{ check: 'lock', level: 'warning', message }];
}
