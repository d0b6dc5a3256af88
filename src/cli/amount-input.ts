import { DataError, UsageError } from '../errors.js';

/** A whole number, and perhaps a unit. Which units there are differs between versions: what no version has is none. */
export const isAmount = (word: string): boolean => /^[+-]?\d+(?:[kmgtp]?i?b?)$/i.test(word);

/** What Elixir reads as a number with or without a fraction. */
export const fractionOf = (word: string): number =>
  /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(word) ? Number(word) : Number.NaN;

/** Throws UsageError where a word is missing. */
export function needed(word: string | undefined, what: string): string {
  if (word === undefined) throw new UsageError(`not enough arguments: ${what} is missing`);
  return word;
}

/** Throws DataError, as the real tool ends with 65. */
export function refuse(what: string): never {
  throw new DataError(`Bad argument: ${what}`);
}
