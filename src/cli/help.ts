import { programName } from './called-as.js';
import type { AnyDefinition } from './command.js';
import { examplesOf } from './example.js';
import { globalFlags } from './global-flags.js';
import { guideOf } from './guides.js';
import type { Flag } from './input.js';
import { needsOf } from './needs.js';
import { sections } from './sections.js';
import { argumentsOf, ownFlags } from './specs.js';
import type { TableOfCommands } from './table-of-commands.js';
import { usageLine } from './usage.js';
import { twoColumns, wrapped } from './wrapped.js';

const width = 80;

/** Every command with its summary, by section: plain text, ends with a newline. */
export function overview(table: TableOfCommands): string {
  const program = programName();
  const summaries = table.names.flatMap((name) => table.describe(name) ?? []);
  const longest = Math.max(...summaries.map(({ name }) => name.length));
  const blocks = Object.entries(sections).flatMap(([section, title]) => {
    const lines = summaries
      .filter((summary) => summary.section === section)
      .map(({ name, summary }) => `   ${name.padEnd(longest)}  ${summary}`);
    return lines.length === 0 ? [] : [[`${title}:`, '', ...lines, ''].join('\n')];
  });
  const usage = `Usage: ${program} [--node NODE] [--cluster CLUSTER] COMMAND …`;
  const more = `${program} help COMMAND shows what it takes, ${program} help options what every command takes.`;
  return `${usage}\n\n${blocks.join('\n')}\n${more}\n`;
}

/** One command on one screen, where that is enough: usage, arguments, options, needs, examples, guide. */
export function commandHelp(name: string, definition: AnyDefinition): string {
  const page = helpPage(name, definition);
  const blocks = [
    wrapped(page.summary, width).join('\n'),
    wrapped(page.usage, width - 3).join('\n   '),
    columns('Arguments', page.arguments),
    columns(`Options (${programName()} help options shows those of every command)`, page.options),
    list(
      'Needs',
      page.needs.map((need) => wrapped(need, width - 6).join('\n      ')),
    ),
    list('Examples', page.examples),
    `Guide: ${page.guide}`,
  ];
  return `${blocks.filter((part) => part !== '').join('\n\n')}\n`;
}

/** `help options`: what every command takes. */
export function optionsHelp(): string {
  const shown = Object.entries<Flag<unknown>>(globalFlags).filter(([, spec]) => spec.hidden !== true);
  return `${columns('Options of every command', shown.map(optionLine))}\n`;
}

export interface HelpPage {
  readonly summary: string;
  readonly usage: string;
  readonly arguments: readonly (readonly [string, string])[];
  readonly options: readonly (readonly [string, string])[];
  readonly needs: readonly string[];
  readonly examples: readonly string[];
  /** An address, or a file of docs/. */
  readonly guide: string;
}

/** All that is told of a command: for the terminal, the manual page and docs/reference. */
export function helpPage(name: string, definition: AnyDefinition): HelpPage {
  return {
    summary: definition.summary,
    usage: usageLine(name, definition),
    arguments: Object.entries(argumentsOf(definition)).map(([key, spec]) => [key.toUpperCase(), spec.description]),
    options: Object.entries(ownFlags(definition)).map(optionLine),
    needs: needsOf(name, definition),
    examples: examplesOf(name, definition),
    guide: guideOf(name, definition.section),
  };
}

/** `-p, --vhost VALUE`, and what it is for. */
export function optionLine([name, spec]: readonly [string, Flag<unknown>]): readonly [string, string] {
  const letter = spec.char === undefined ? '    ' : `-${spec.char}, `;
  const preset =
    typeof spec.missing !== 'string' && typeof spec.missing !== 'number' ? '' : ` (default ${spec.missing})`;
  return [`${letter}--${name}${spec.type === 'value' ? ' VALUE' : ''}`, `${spec.description}${preset}`];
}

const columns = (title: string, rows: readonly (readonly [string, string])[]): string =>
  rows.length === 0 ? '' : `${title}:\n${twoColumns(rows, width)}`;

const list = (title: string, lines: readonly string[]): string =>
  `${title}:\n${lines.map((line) => `   ${line}`).join('\n')}`;
