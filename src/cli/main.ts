import { UsageError } from '../errors.js';
import { nearest } from '../nearest.js';
import { commandLine } from './argv.js';
import { reportFailure } from './failure.js';
import type { Outside } from './outside.js';
import type { TableOfCommands } from './table-of-commands.js';

/** argv → exit code. Loads the one command that was named and nothing else. */
export async function main(words: readonly string[], table: TableOfCommands, outside: Outside): Promise<number> {
  const { name, argv } = commandLine(words, table);
  if (name === undefined) return withoutCommand(argv, table, outside);
  if (name === 'help') return help(argv, table, outside);
  if (!table.names.includes(name)) return reportFailure(unknownCommand(name, table), undefined, outside, argv);
  const found = await table.load(name);
  return found.execute(name, argv, outside);
}

/** `rabbitctl --version`, `rabbitctl --help`, or nothing at all: then the usage goes to stderr with 64, as the real tool does. */
async function withoutCommand(argv: readonly string[], table: TableOfCommands, outside: Outside): Promise<number> {
  if (argv.includes('--version')) {
    outside.stdout.write(`${table.version}\n`);
    return 0;
  }
  if (argv.some((word) => ['--help', '-h', '-?'].includes(word))) return help([], table, outside);
  const { overview } = await import('./help.js');
  outside.stderr.write(overview(table));
  return 64;
}

async function help(argv: readonly string[], table: TableOfCommands, outside: Outside): Promise<number> {
  const { overview, commandHelp } = await import('./help.js');
  const { name } = commandLine(argv, table);
  if (name === undefined) {
    outside.stdout.write(overview(table));
    return 0;
  }
  if (!table.names.includes(name)) return reportFailure(unknownCommand(name, table), undefined, outside, argv);
  outside.stdout.write(commandHelp(name, (await table.load(name)).definition));
  return 0;
}

function unknownCommand(name: string, table: TableOfCommands): UsageError {
  const below = table.names.filter((known) => known.startsWith(`${name} `));
  if (below.length > 0) {
    const words = below.map((known) => known.slice(name.length + 1));
    return new UsageError(`Command '${name}' takes a word more`, { hint: `There are ${words.join(', ')}.` });
  }
  const likely = nearest(name.replaceAll('-', '_'), table.names) ?? nearest(name.replaceAll('_', '-'), table.names);
  return new UsageError(`Command '${name}' not found.`, {
    hint: likely === undefined ? 'rabbitctl help lists all commands.' : `Did you mean '${likely}'?`,
  });
}
