import type { Override } from './run-options.js';

/** What one check found. Blockers stop the run before it touches anything. */
export interface Verdict {
  /** The check: `path`, `flags`, `quorum` … */
  readonly check: string;
  readonly level: 'ok' | 'warning' | 'blocker';
  readonly message: string;
  readonly node?: string;
  /** The option that turns this blocker into a warning. */
  readonly override?: Override;
  /** Whether waiting may help: what lies in the shape of the cluster will not go away by itself. */
  readonly lasting?: 'structural' | 'transient';
}
