import { UsageError } from '../errors.js';
import { nearest } from './nearest.js';

/** The columns that were asked for, in that order. Throws UsageError for one that does not exist. */
export function pickColumns<Column>(
  all: Readonly<Record<string, Column>>,
  names: readonly string[],
): readonly Column[] {
  const unknown = names.filter((name) => !Object.hasOwn(all, name));
  const [first] = unknown;
  if (first !== undefined) {
    const likely = nearest(first, Object.keys(all));
    throw new UsageError(`Info key(s) ${unknown.join(',')} are not supported`, {
      hint: `${likely === undefined ? '' : `Did you mean ${likely}? `}There are ${Object.keys(all).join(', ')}.`,
    });
  }
  return names.flatMap((name) => all[name] ?? []);
}
