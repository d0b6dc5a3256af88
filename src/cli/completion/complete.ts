import { commandLine } from '../argv.js';
import type { AnyDefinition } from '../command.js';
import { globalFlags } from '../global-flags.js';
import type { Flag } from '../input.js';
import type { Outside } from '../outside.js';
import { allFlags, argumentsOf, type Flags, ownFlags } from '../specs.js';
import { dashed } from '../spelling.js';
import type { TableOfCommands } from '../table-of-commands.js';
import { beginningWith, type Candidate, type Candidates, noCandidates } from './candidates.js';
import { type Given, given } from './given.js';
import { sourceOfArgument, sourceOfFlag } from './sources.js';
import { candidatesOf } from './values.js';

/** What may stand at the cursor behind `words`, of which `typed` is there already. */
export async function complete(
  words: readonly string[],
  typed: string,
  table: TableOfCommands,
  outside: Outside,
): Promise<Candidates> {
  const { name, argv } = commandLine(words, table);
  if (name === undefined) return beforeCommand(words, typed, table, outside);
  if (name === 'help') return argv.length === 0 ? commandNames('', typed, table) : noCandidates;
  if (!table.names.includes(name)) return commandNames(`${name} `, typed, table);
  const { definition } = await table.load(name);
  return ofCommand(name, definition, argv, typed, outside);
}

function beforeCommand(
  words: readonly string[],
  typed: string,
  table: TableOfCommands,
  outside: Outside,
): Promise<Candidates> | Candidates {
  const parsed = given(words, globalFlags);
  if (parsed.pending !== undefined) return flagValue(parsed.pending, '', typed, parsed, outside);
  if (typed.startsWith('-')) return option(typed, parsed, globalFlags, {}, outside);
  return commandNames('', typed, table);
}

/** `prefix` is `plugins ` where the word below it is to be completed. */
function commandNames(prefix: string, typed: string, table: TableOfCommands): Candidates {
  const found = new Map<string, Candidate>();
  for (const known of [...table.names, ...(prefix === '' ? ['help'] : [])]) {
    if (!known.startsWith(prefix)) continue;
    const [word = '', ...below] = known.slice(prefix.length).split(' ');
    if (!word.startsWith(typed)) continue;
    const description = below.length > 0 ? `${word} ${below.join(' ')} …` : table.describe(known)?.summary;
    if (!found.has(word)) found.set(word, { word, ...(description !== undefined && { description }) });
  }
  return { found: [...found.values()] };
}

function ofCommand(
  name: string,
  definition: AnyDefinition,
  argv: readonly string[],
  typed: string,
  outside: Outside,
): Promise<Candidates> | Candidates {
  const specs = allFlags(definition);
  const args = Object.entries(argumentsOf(definition));
  const parsed = given(
    argv,
    specs,
    args.some(([, spec]) => spec.verbatim === true),
  );
  if (parsed.pending !== undefined) return flagValue(parsed.pending, '', typed, parsed, outside, specs);
  if (typed.startsWith('-') && !parsed.onlyWords) return option(typed, parsed, specs, ownFlags(definition), outside);
  const last = args.at(-1);
  const next = args[parsed.words.length] ?? (last?.[1].multiple === true ? last : undefined);
  if (next === undefined) return noCandidates;
  const source = sourceOfArgument(name, next[0], next[1], parsed.words);
  return candidatesOf(source, typed, { parsed, outside, taken: next[1].multiple === true ? parsed.words : [] });
}

/** An option, or with `--option=` before it the value of one. */
function option(
  typed: string,
  parsed: Given,
  specs: Flags,
  own: Flags,
  outside: Outside,
): Promise<Candidates> | Candidates {
  const [, flag, value] = /^--([^=]+)=(.*)$/s.exec(typed) ?? [];
  if (flag !== undefined)
    return flagValue(dashed(`--${flag}`).slice(2), `--${flag}=`, value ?? '', parsed, outside, specs);
  const names = [...new Set([...Object.keys(own), ...Object.keys(specs)])].filter(
    (name) => specs[name]?.hidden !== true || name === 'vhost',
  );
  const offered = names.filter((name) => !parsed.flags.has(name));
  const found = offered
    .map((name) => ({ word: `--${name}`, description: specs[name]?.description ?? '' }))
    .filter(({ word }) => word.startsWith(dashed(typed)));
  if (!typed.startsWith('--no-')) return { found: found.filter(({ word }) => word !== '--vhost' || 'vhost' in own) };
  return beginningWith(
    typed,
    names.filter((name) => specs[name]?.negatable === true).map((name) => `--no-${name}`),
  );
}

async function flagValue(
  flag: string,
  prefix: string,
  typed: string,
  parsed: Given,
  outside: Outside,
  specs: Readonly<Record<string, Flag<unknown>>> = globalFlags,
): Promise<Candidates> {
  const spec = specs[flag];
  if (spec === undefined || spec.type !== 'value') return noCandidates;
  const { found, files } = await candidatesOf(sourceOfFlag(flag, spec), typed, { parsed, outside, taken: [] });
  return {
    found: found.map((candidate) => ({ ...candidate, word: `${prefix}${candidate.word}` })),
    ...(files !== undefined && { files }),
  };
}
