import { parseArgs } from 'node:util';
import { UsageError } from '../errors.js';
import type { Flags } from './specs.js';

/** A word of a command line: an argument, or an option as it was typed with its value, or for a switch its word. */
export type Token =
  | { readonly type: 'arg'; readonly input: string }
  | { readonly type: 'flag'; readonly flag: string; readonly input: string };

/** Options that the command does not have, as they were typed. */
export class UnknownOptions extends Error {
  constructor(readonly words: readonly string[]) {
    super(`unknown options: ${words.join(', ')}`);
  }
}

/** Words → tokens. Throws UnknownOptions, and UsageError for an option without its value. */
export function tokensOf(argv: readonly string[], specs: Flags): readonly Token[] {
  const { tokens } = parseArgs({
    args: [...argv],
    options: optionsOf(specs),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  // Letters that stand together are tokens of one word: of a number one is enough.
  const words = tokens.flatMap((token, at) => {
    if (token.kind === 'option-terminator') return [];
    return isNumber(argv[token.index]) && tokens[at - 1]?.index === token.index ? [] : [token];
  });
  const unknown = words.filter(
    (token) => token.kind === 'option' && !isNumber(argv[token.index]) && nameOf(token.name, specs) === undefined,
  );
  if (unknown.length > 0) throw new UnknownOptions([...new Set(unknown.map(({ index }) => argv[index] ?? ''))]);
  return words.map((token): Token => {
    if (token.kind === 'positional') return { type: 'arg', input: token.value };
    if (isNumber(argv[token.index])) return { type: 'arg', input: argv[token.index] ?? '' };
    const flag = nameOf(token.name, specs) ?? token.name;
    if (specs[flag]?.type === 'boolean') return { type: 'flag', flag, input: `--${token.name}` };
    return { type: 'flag', flag, input: valueIn(token, specs, flag) };
  });
}

const isNumber = (word: string | undefined): boolean => /^-\d+(\.\d+)?$/.test(word ?? '');

/** `-p=/` is as good as `-p/` and `-p /`. */
function valueIn(
  { value, inlineValue, rawName }: { value?: string | undefined; inlineValue?: boolean | undefined; rawName: string },
  specs: Flags,
  flag: string,
): string {
  if (value === undefined) throw new UsageError(`Flag --${flag} expects a value`);
  if (inlineValue) return rawName.startsWith('--') ? value : value.replace(/^=/, '');
  // Whoever forgot the value goes on with the next option.
  if (specs[flag]?.dashed !== true && isOption(value, specs)) throw new UsageError(`Flag --${flag} expects a value`);
  return value;
}

function isOption(word: string, specs: Flags): boolean {
  if (word.startsWith('--')) return nameOf(word.slice(2), specs) !== undefined;
  return /^-.$/.test(word) && Object.values(specs).some(({ char }) => `-${char}` === word);
}

/** Of `no-x`, too, where x can be denied. */
function nameOf(typed: string, specs: Flags): string | undefined {
  if (Object.hasOwn(specs, typed)) return typed;
  const denied = typed.replace(/^no-/, '');
  return denied !== typed && Object.hasOwn(specs, denied) && specs[denied]?.negatable === true ? denied : undefined;
}

function optionsOf(specs: Flags): NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']> {
  const options = Object.entries(specs).map(([name, { type, char }]) => [
    name,
    { type: type === 'boolean' ? 'boolean' : 'string', ...(char === undefined ? {} : { short: char }) } as const,
  ]);
  const denials = Object.entries(specs).filter(([, { negatable }]) => negatable);
  return Object.fromEntries([...denials.map(([name]) => [`no-${name}`, { type: 'boolean' as const }]), ...options]);
}
