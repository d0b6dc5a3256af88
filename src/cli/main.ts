import { commandLine } from './argv.js';
import { reportFailure } from './failure.js';
import { type Outside, outsideWith } from './outside.js';
import type { TableOfCommands } from './table-of-commands.js';

/** argv → exit code. Loads the one command that was named and nothing else. */
export async function main(words: readonly string[], table: TableOfCommands, outside: Outside): Promise<number> {
  if (words[0] === '__complete') {
    const { runCompletion } = await import('./completion/run-completion.js');
    return runCompletion(words.slice(1), table, outside);
  }
  const { name, argv, before } = commandLine(words, table);
  if (name === undefined) return withoutCommand(argv, table, outside);
  if (name === 'help') return help(argv, table, outside);
  if (!table.names.includes(name)) {
    const [{ mayBeOfPlugin, unknownCommand }, { wordsForNode }] = await Promise.all([
      import('./unknown-command.js'),
      import('./plugin-command.js'),
    ]);
    const asked = wordsForNode(words, before, table.tool, outside.env);
    const forTool = mayBeOfPlugin(name, argv, table) ? asked : undefined;
    if (forTool === undefined) {
      return reportFailure(unknownCommand(name, argv, table, asked !== undefined), undefined, outside, argv);
    }
    const onNode = await table.load('on-node');
    return onNode.execute('on-node', forTool, outsideWith(outside, { commands: table.names }));
  }
  const found = await table.load(name);
  return found.execute(name, argv, outsideWith(outside, { commands: table.names }));
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
  const { overview, commandHelp, optionsHelp } = await import('./help.js');
  const { name } = commandLine(argv, table);
  if (name === undefined) {
    outside.stdout.write(overview(table));
    return 0;
  }
  if (name === 'options') {
    outside.stdout.write(optionsHelp());
    return 0;
  }
  if (!table.names.includes(name)) {
    const { unknownCommand } = await import('./unknown-command.js');
    return reportFailure(unknownCommand(name, argv, table), undefined, outside, argv);
  }
  outside.stdout.write(commandHelp(name, (await table.load(name)).definition));
  return 0;
}
