import { UsageError } from '../errors.js';
import type { Flag } from './input.js';
import { takesNextWord, valueOptionsOf } from './value-options.js';

/** `--apply_to` is taken for `--apply-to`. Words that are no long options stay as they are. */
export function dashed(word: string): string {
  return word.replace(/^--[^=]+/s, (name) => name.replaceAll('_', '-'));
}

/**
 * Options as the parser knows them, up to `--`: dashes for underscores, `--offline` for `--offline=true`.
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
    spelled.push(withoutTruth(dashed(word), specs));
    if (takesNextWord(dashed(word), valueOptions)) spelled.push(...words.slice(++index, index + 1));
  }
  return spelled;
}

/** A switch says yes or no by its name alone. */
function withoutTruth(word: string, specs: Readonly<Record<string, Flag<unknown>>>): string {
  const [, name = '', truth] = /^--([^=]+)=(.*)$/s.exec(word) ?? [];
  if (specs[name]?.type !== 'boolean') return word;
  if (truth === 'true') return `--${name}`;
  if (truth === 'false') return `--no-${name}`;
  throw new UsageError(`--${name} is either given or not: it takes no "${truth}"`);
}
