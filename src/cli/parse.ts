import { UsageError } from '../errors.js';
import { nearest } from '../nearest.js';
import { askedFormatter } from './asked-formatter.js';
import type { AnyDefinition } from './command.js';
import type { GlobalFlags } from './global-flags.js';
import { allFlags, argumentsOf, type Flags } from './specs.js';
import { spell } from './spelling.js';
import { type Token, tokensOf, UnknownOptions } from './tokens.js';
import { usageLine } from './usage.js';

export interface Input {
  readonly args: Readonly<Record<string, unknown>>;
  readonly flags: Readonly<Record<string, unknown>> & GlobalFlags;
  /** The same words for the node's own tool: without our own options and without secrets. */
  readonly forward: readonly string[];
  /** The secret argument, when it stood in argv. */
  readonly secret: string | undefined;
}

/** argv after the command's name → typed values. Throws UsageError. */
export async function parseInput(definition: AnyDefinition, name: string, argv: readonly string[]): Promise<Input> {
  const specs = allFlags(definition);
  const tokens = tokenize(
    definition,
    name,
    spell(
      argv,
      specs,
      Object.values(argumentsOf(definition)).some((spec) => spec.verbatim === true),
    ),
    specs,
  );
  const flags = flagValues(specs, tokens) as Input['flags'];
  const words = tokens.filter((token) => token.type === 'arg').map((token) => token.input);
  // Help was asked for: what is missing does not matter.
  const args = flags.help ? {} : argumentValues(definition, name, words);
  return { args, flags, ...forwarded(definition, specs, flags, tokens) };
}

function tokenize(definition: AnyDefinition, name: string, argv: readonly string[], specs: Flags): readonly Token[] {
  try {
    return tokensOf(argv, specs);
  } catch (error) {
    throw parseFailure(definition, name, error, specs);
  }
}

function parseFailure(definition: AnyDefinition, name: string, error: unknown, specs: Flags): unknown {
  const usage = usageLine(name, definition);
  if (error instanceof UsageError) return new UsageError(error.message, { hint: usage });
  if (!(error instanceof UnknownOptions)) return error;
  const unknown = error.words;
  const known = Object.entries(specs).flatMap(([key, { negatable }]) =>
    negatable ? [`--${key}`, `--no-${key}`] : [`--${key}`],
  );
  const likely = nearest(String(unknown[0]), known);
  // A password that begins with a dash looks like an option: it must not be shown.
  const shown = Object.values(argumentsOf(definition)).some((spec) => spec.secret) ? [] : unknown;
  return new UsageError(`invalid options for this command${shown.length === 0 ? '' : `: ${shown.join(', ')}`}`, {
    hint: likely === undefined ? usage : `Did you mean ${likely}?\n${usage}`,
  });
}

function flagValues(specs: Flags, tokens: readonly Token[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => {
      const last = tokens.findLast((token) => token.type === 'flag' && token.flag === name);
      if (last === undefined) return [name, spec.missing];
      return [name, spec.type === 'boolean' ? !last.input.startsWith('--no-') : spec.parse(last.input, name)];
    }),
  );
}

function argumentValues(definition: AnyDefinition, name: string, words: readonly string[]): Record<string, unknown> {
  const specs = Object.entries(argumentsOf(definition));
  const required = specs.filter(([, spec]) => spec.required);
  if (words.length < required.length) {
    const missing = required.slice(words.length).map(([key]) => key);
    throw new UsageError(`not enough arguments: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing`, {
      hint: usageLine(name, definition),
    });
  }
  if (words.length > specs.length && specs.at(-1)?.[1].multiple !== true) {
    // A password with a blank that nobody quoted must not be shown.
    const surplus = specs.some(([, spec]) => spec.secret)
      ? []
      : words.slice(specs.length).map((word) => JSON.stringify(word));
    throw new UsageError(`too many arguments${surplus.length === 0 ? '' : `: ${surplus.join(' ')}`}`, {
      hint: usageLine(name, definition),
    });
  }
  return Object.fromEntries(
    specs.map(([key, spec], index) => {
      if (words[index] === undefined) return [key, spec.missing];
      if (spec.multiple !== true) return [key, spec.parse(words[index], key)];
      return [key, words.slice(index).flatMap((word) => spec.parse(word, key))];
    }),
  );
}

function forwarded(definition: AnyDefinition, specs: Flags, flags: Input['flags'], tokens: readonly Token[]) {
  const arguments_ = Object.values(argumentsOf(definition));
  const words = tokens.filter((token) => token.type === 'arg').map((token) => token.input);
  const open = words.filter((_, index) => arguments_[index]?.secret !== true);
  const options = tokens.flatMap((token) => {
    if (token.type === 'arg' || token.flag === 'formatter') return [];
    const spec = specs[token.flag];
    if (spec === undefined || spec.ours === true) return [];
    if (spec.type === 'value') return [`--${token.flag}`, token.input];
    return [token.input.startsWith('--no-') ? `--no-${token.flag}` : `--${token.flag}`];
  });
  // One of the two, whoever answers.
  const formatter = askedFormatter({ ...flags, json: specs.json?.ours === true && flags.json });
  const dashes = open.some((word) => word.startsWith('-')) ? ['--'] : [];
  return {
    forward: [...options, ...(formatter === undefined ? [] : ['--formatter', formatter]), ...dashes, ...open],
    secret: words.find((_, index) => arguments_[index]?.secret === true),
  };
}
