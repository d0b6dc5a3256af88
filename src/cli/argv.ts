import { globalFlags } from './global-flags.js';
import type { Flag } from './input.js';
import { dashed } from './spelling.js';
import type { TableOfCommands } from './table-of-commands.js';
import { separated, takesNextWord, valueOptionsOf } from './value-options.js';

export interface CommandLine {
  /** The word that should be a command; undefined when there are only options. */
  readonly name: string | undefined;
  readonly argv: readonly string[];
  /** How many words stand before the name. */
  readonly before: number;
}

/** Finds the command's name, behind options too, and takes it out. */
export function commandLine(argv: readonly string[], table: TableOfCommands): CommandLine {
  const first = taken(argv, table);
  if (first.name === undefined || !table.names.some((name) => name.startsWith(`${first.name} `))) return first;
  // `plugins list`, with options between the two at will.
  const second = taken(first.argv, table);
  const both = `${first.name} ${second.name ?? ''}`;
  return table.names.includes(both) ? { ...second, name: both } : first;
}

function taken(argv: readonly string[], table: TableOfCommands): CommandLine {
  const at = nameIndex(argv, table);
  if (at === -1) return { name: undefined, argv, before: argv.length };
  return { name: argv[at], argv: [...argv.slice(0, at), ...argv.slice(at + 1)], before: at };
}

/** The first word that is neither an option nor the value of one. */
function nameIndex(argv: readonly string[], table: TableOfCommands): number {
  let taking = globalValueOptions;
  for (let index = 0; index < argv.length; index++) {
    const word = dashed(argv[index] ?? '');
    if (!word.startsWith('-') || word === '-') return index;
    if (word === '--') return index + 1 < argv.length ? index + 1 : -1;
    // An option of one command stands before it: only now is it worth reading what all commands take.
    if (taking === globalValueOptions && !isGlobal(word)) {
      taking = new Set([...globalValueOptions, ...commandValueOptions(table)]);
    }
    if (takesNextWord(word, taking)) index++;
  }
  return -1;
}

const globalValueOptions = valueOptionsOf(globalFlags);

const globalOptions: ReadonlySet<string> = new Set(
  Object.entries<Flag<unknown>>(globalFlags).flatMap(([name, spec]) => [`--${name}`, `-${spec.char ?? '-'}`]),
);

const isGlobal = (word: string): boolean =>
  separated(word, globalValueOptions).every((option) => globalOptions.has(option));

function commandValueOptions(table: TableOfCommands): readonly string[] {
  return table.names.flatMap((name) => table.describe(name)?.valueOptions ?? []);
}
