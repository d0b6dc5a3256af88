import type { RunOptions } from '../run-options.js';
import type { Survey } from '../survey.js';
import type { Verdict } from '../verdict.js';

/** Looks at one thing, mostly in what the survey has, and touches nothing. Throws only what asking the cluster throws. */
export type Check = (survey: Survey, options: RunOptions) => readonly Verdict[] | Promise<readonly Verdict[]>;

/** One check with its findings: all that it found, or that all is well. */
export function findings(check: string, found: readonly Omit<Verdict, 'check'>[], fine: string): readonly Verdict[] {
  return found.length > 0 ? found.map((verdict) => ({ check, ...verdict })) : [{ check, level: 'ok', message: fine }];
}

/** The first five, and how many more. */
export const listed = (names: readonly string[]): string =>
  names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '');
