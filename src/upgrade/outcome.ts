import type { Outcome } from './event.js';
import type { Ended } from './execute.js';

const codes: Readonly<Record<Outcome, number>> = {
  done: 0,
  'nothing-to-do': 0,
  blocked: 69,
  paused: 75,
  aborted: 76,
};

/** The exit code of a run (docs/rolling-upgrade.md); `detailed` tells nothing to do from done. */
export function exitCodeOf({ outcome, reason }: Pick<Ended, 'outcome' | 'reason'>, detailed: boolean): number {
  if (outcome === 'nothing-to-do' && detailed) return 2;
  return reason === 'interrupted' ? 130 : codes[outcome];
}
