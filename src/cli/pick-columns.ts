import { UsageError } from '../errors.js';
import { nearest } from '../nearest.js';

/** The columns that were asked for, in that order. Throws UsageError for one that does not exist. */
export function pickColumns<Column>(
  all: Readonly<Record<string, Column>>,
  names: readonly string[],
): readonly Column[] {
  const unknown = names.filter((name) => !Object.hasOwn(all, name));
  const likely = unknown[0] === undefined ? undefined : nearest(unknown[0], Object.keys(all));
  refuseColumns(
    unknown,
    `${likely === undefined ? '' : `Did you mean ${likely}? `}There are ${Object.keys(all).join(', ')}.`,
  );
  return names.flatMap((name) => all[name] ?? []);
}

/** Throws UsageError, in the real tool's words, if there are any. */
export function refuseColumns(unknown: readonly string[], hint = 'This version of RabbitMQ does not have them.'): void {
  if (unknown.length > 0) throw new UsageError(`Info key(s) ${unknown.join(',')} are not supported`, { hint });
}
