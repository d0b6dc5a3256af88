import type { CliError } from '../../errors.js';
import type { RunOptions } from '../run-options.js';
import type { Survey } from '../survey.js';
import type { Verdict } from '../verdict.js';

/** Looks at one thing, mostly in what the survey has, and touches nothing. Throws only what asking the cluster throws. */
export type Check = (survey: Survey, options: RunOptions) => readonly Verdict[] | Promise<readonly Verdict[]>;

export type Finding = Omit<Verdict, 'check'>;

/** One check with its findings: all that it found, or that all is well. That it only says when it has seen all. */
export function findings(check: string, found: readonly Finding[], fine: string, seenAll = true): readonly Verdict[] {
  if (found.length > 0) return found.map((verdict) => ({ check, ...verdict }));
  return seenAll ? [{ check, level: 'ok', message: fine }] : [];
}

/** The first five, and how many more. */
export const listed = (names: readonly string[]): string =>
  names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '');

/** `orders in /shop`; of the default virtual host, and of what has none, the name alone. */
export const queueName = (vhost: string | undefined, name: string | undefined): string =>
  vhost === undefined || vhost === '' || vhost === '/' ? `${name}` : `${name} in ${vhost}`;

/** An error with what can be done about it. */
export const inWords = ({ message, hint }: CliError): string => (hint === undefined ? message : `${message}\n${hint}`);

/** What could not be had of the whole cluster, so that its check cannot be made. */
export const notHad = ({ problems }: Survey, what: 'flags' | 'queues'): readonly Finding[] =>
  problems
    .filter((problem) => problem.what === what)
    .map(({ error }) => ({ level: 'blocker', message: `could not be checked: ${inWords(error)}` }));
