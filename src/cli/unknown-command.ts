import { UsageError } from '../errors.js';
import { nearest, slips } from '../nearest.js';
import { commandLine } from './argv.js';
import { programName } from './called-as.js';
import { otherWords } from './other-words.js';
import type { TableOfCommands } from './table-of-commands.js';

/**
 * Says so, and what may have been meant: the words of another tool, a typing error, or what a plugin adds.
 * `nodeNamed`: there was one to ask, and it was not asked.
 */
export function unknownCommand(
  name: string,
  argv: readonly string[],
  table: TableOfCommands,
  nodeNamed = false,
): UsageError {
  const second = commandLine(argv, table).name;
  const meant = otherWords(second === undefined ? [name] : [name, second], table.names);
  const below = wordsAfter(name, table.names);
  if (below.length > 0) return unknownBelow(name, second, below, meant);
  const isPhrase = meant !== undefined && otherWords([name], table.names) !== meant;
  const typed = isPhrase ? `${name} ${second}` : name;
  const likely = meant ?? likelyName(name, table.names);
  return notFound(typed, likely, others(name, argv, table), ofPlugin(name, argv, table, nodeNamed));
}

/** The first word of `plugins list`, and the second is none of those, or not there. */
function unknownBelow(
  name: string,
  second: string | undefined,
  below: readonly string[],
  meant: string | undefined,
): UsageError {
  const all = `There are ${below.join(', ')}.`;
  if (second === undefined) return new UsageError(`Command '${name}' takes a word more`, { hint: all });
  const likely = nearest(second, below);
  return notFound(`${name} ${second}`, meant ?? (likely === undefined ? undefined : `${name} ${likely}`), all);
}

const notFound = (typed: string, guess: string | undefined, others: string, beside = ''): UsageError =>
  new UsageError(`Command '${typed}' not found.`, {
    hint: guess === undefined ? others : `Did you mean '${guess}'?${beside}`,
  });

function others(name: string, argv: readonly string[], table: TableOfCommands): string {
  const ofOthers = table.tool === undefined ? '' : '\nrabbitctl, called by its own name, has those of all tools.';
  return `${programName()} help lists all commands.${ofPlugin(name, argv, table, false)}${ofOthers}`;
}

/** How the node is asked all the same. Where a typing error is the likely reason only those are told who named a node. */
function ofPlugin(name: string, argv: readonly string[], table: TableOfCommands, nodeNamed: boolean): string {
  if (mayBeOfPlugin(name, argv, table))
    return `\nOne that a plugin adds is found on its node: ${programName()} -n NODE ${name} …`;
  if (!nodeNamed || !isWordOfTool(name, table)) return '';
  return `\nThe node was not asked. If a plugin adds it: rabbitctl on-node -n NODE -- ${table.tool ?? 'rabbitmqctl'} ${name} …`;
}

/**
 * What a slip of the finger does not explain may be a command of a plugin that we know nothing of: being somewhat like one
 * of ours (`greet` and `reset`) is no reason not to ask a node for it.
 */
export function mayBeOfPlugin(name: string, argv: readonly string[], table: TableOfCommands): boolean {
  if (!isWordOfTool(name, table)) return false;
  const second = commandLine(argv, table).name;
  const words = second === undefined ? [name] : [name, second];
  return otherWords(words, table.names) === undefined && !table.names.some((known) => isSlipOf(known, name));
}

/** What we know to be of another tool, or to be half a command of ours, is no plugin's. */
const isWordOfTool = (name: string, table: TableOfCommands): boolean =>
  /^[a-z]\w*$/.test(name) && !table.elsewhere?.includes(name) && wordsAfter(name, table.names).length === 0;

/** One letter wrong, two in a long word, or the word's beginning or end alone: `join`, `enable`. */
function isSlipOf(known: string, typed: string): boolean {
  if (known.startsWith(`${typed}_`) || known.endsWith(` ${typed}`)) return true;
  return slips(known.replaceAll('-', '_'), typed) <= (typed.length < 8 ? 1 : 2);
}

/** `enable` is meant as `plugins enable`; else the name most like it, written with dashes or without. */
function likelyName(name: string, names: readonly string[]): string | undefined {
  const whole = names.find((known) => known.endsWith(` ${name}`));
  return whole ?? nearest(name.replaceAll('-', '_'), names) ?? nearest(name.replaceAll('_', '-'), names);
}

/** `list` and `enable` of `plugins list`, `plugins enable`. */
const wordsAfter = (name: string, names: readonly string[]): readonly string[] =>
  names.filter((known) => known.startsWith(`${name} `)).map((known) => known.slice(name.length + 1));
