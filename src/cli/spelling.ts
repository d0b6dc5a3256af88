import { UsageError } from '../errors.js';
import type { Flag } from './input.js';
import { takesNextWord, valueOptionsOf } from './value-options.js';

/** `--apply_to` is taken for `--apply-to`. Words that are no long options stay as they are. */
export function dashed(word: string): string {
  return word.replace(/^--[^=]+/s, (name) => name.replaceAll('_', '-'));
}

/**
 * Options as oclif knows them, up to `--`: dashes for underscores, `--offline` for `--offline=true`.
 * What an option takes is left alone, whatever it looks like. `untilFirstWord`: the first other word ends the options.
 * Throws UsageError.
 */
export function spell(
  words: readonly string[],
  specs: Readonly<Record<string, Flag<unknown>>>,
  untilFirstWord = false,
): readonly string[] {
  const spelled: string[] = [];
  const valueOptions = valueOptionsOf(specs);
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--') return [...spelled, ...words.slice(index)];
    if (untilFirstWord && !word.startsWith('-')) return [...spelled, '--', ...words.slice(index)];
    spelled.push(guarded(withoutTruth(dashed(word), specs), specs));
    if (takesNextWord(dashed(word), valueOptions))
      spelled.push(...words.slice(++index, index + 1).map((value) => guardedValue(dashed(word), value, specs)));
  }
  return spelled;
}

/** No word of a command line can hold it. */
const guard = '\0';

/** `--sort=-name`, and the same in two words: oclif would take the value for the option -n. */
function guarded(word: string, specs: Readonly<Record<string, Flag<unknown>>>): string {
  const [, option = '', value] = /^(--[^=]+)=(.*)$/s.exec(word) ?? [];
  return value === undefined ? word : `${option}=${guardedValue(option, value, specs)}`;
}

const guardedValue = (option: string, value: string, specs: Readonly<Record<string, Flag<unknown>>>): string =>
  specs[option.slice(2)]?.dashed === true && /^-[^-]/.test(value) ? guard + value : value;

/** The value as it was typed. */
export const unguarded = (value: string): string => value.replace(guard, '');

/** A switch says yes or no by its name alone. */
function withoutTruth(word: string, specs: Readonly<Record<string, Flag<unknown>>>): string {
  const [, name = '', truth] = /^--([^=]+)=(.*)$/s.exec(word) ?? [];
  if (specs[name]?.type !== 'boolean') return word;
  if (truth === 'true') return `--${name}`;
  if (truth === 'false') return `--no-${name}`;
  throw new UsageError(`--${name} is either given or not: it takes no "${truth}"`);
}
