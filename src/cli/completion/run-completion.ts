import type { Outside } from '../outside.js';
import type { TableOfCommands } from '../table-of-commands.js';
import { complete } from './complete.js';
import { bashReply, plainReply, zshReply } from './replies.js';
import { bashLine, unquoted } from './shell-words.js';

/**
 * `rabbitctl __complete SHELL …`, which the scripts of `completion` call at each TAB: a line on stdout for each word that may
 * stand at the cursor, `:files` or `:directories` where the shell completes names of files. bash gives the line up to the
 * cursor and its $COMP_WORDBREAKS, the others `=` with the word at the cursor behind it, and the words before it.
 * What goes wrong is one line on stderr, which the scripts throw away: a prompt is no place for it.
 */
export async function runCompletion(
  [shell, first = '', ...rest]: readonly string[],
  table: TableOfCommands,
  outside: Outside,
): Promise<number> {
  try {
    const text = await reply(shell, first, rest, table, outside);
    // The process ends as soon as this is taken.
    await new Promise((resolve) => outside.stdout.write(text, resolve));
    return 0;
  } catch (error) {
    outside.stderr.write(`no completion: ${error instanceof Error ? error.message : error}\n`);
    return 1;
  }
}

async function reply(
  shell: string | undefined,
  first: string,
  rest: readonly string[],
  table: TableOfCommands,
  outside: Outside,
): Promise<string> {
  if (shell === 'bash') {
    const { words, current } = bashLine(first);
    return bashReply(await complete(words.slice(1), current.text, table, outside), current, rest[0] ?? '');
  }
  const current = first.slice(1);
  if (shell === 'zsh') return zshReply(await complete(rest, current, table, outside));
  return plainReply(await complete(rest, unquoted(current), table, outside));
}
