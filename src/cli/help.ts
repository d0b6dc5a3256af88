import type { AnyDefinition } from './command.js';
import { globalFlags } from './global-flags.js';
import type { Flag } from './input.js';
import { sections } from './sections.js';
import { argumentsOf, ownFlags } from './specs.js';
import type { TableOfCommands } from './table-of-commands.js';
import { usageLine } from './usage.js';

/** Every command with its summary, by section: plain text, ends with a newline. */
export function overview(table: TableOfCommands): string {
  const summaries = table.names.flatMap((name) => table.describe(name) ?? []);
  const width = Math.max(...summaries.map(({ name }) => name.length));
  const blocks = Object.entries(sections).flatMap(([section, title]) => {
    const lines = summaries
      .filter((summary) => summary.section === section)
      .map(({ name, summary }) => `   ${name.padEnd(width)}  ${summary}`);
    return lines.length === 0 ? [] : [[`${title}:`, '', ...lines, ''].join('\n')];
  });
  return `Usage: rabbitctl [--node NODE] [--cluster CLUSTER] COMMAND …\n\n${blocks.join('\n')}\nrabbitctl help COMMAND shows what it takes.\n`;
}

/** One command: usage, arguments, options, examples. */
export function commandHelp(name: string, definition: AnyDefinition): string {
  const args = Object.entries(argumentsOf(definition));
  const own = Object.entries(ownFlags(definition));
  const blocks = [
    `${definition.summary}\n\n${usageLine(name, definition)}`,
    block(
      'Arguments',
      args.map(([key, spec]) => [key.toUpperCase(), spec.description]),
    ),
    block('Options', own.map(optionLine)),
    block(
      'Options of every command',
      Object.entries<Flag<unknown>>(globalFlags)
        .filter(([, spec]) => spec.hidden !== true)
        .map(optionLine),
    ),
    definition.examples === undefined
      ? ''
      : `Examples:\n${definition.examples.map((example) => `   ${example}`).join('\n')}`,
  ];
  return `${blocks.filter((part) => part !== '').join('\n\n')}\n`;
}

function optionLine([name, spec]: readonly [string, Flag<unknown>]): readonly [string, string] {
  const letter = spec.char === undefined ? '    ' : `-${spec.char}, `;
  const preset =
    typeof spec.missing !== 'string' && typeof spec.missing !== 'number' ? '' : ` (default ${spec.missing})`;
  return [`${letter}--${name}${spec.type === 'value' ? ' VALUE' : ''}`, `${spec.description}${preset}`];
}

function block(title: string, lines: readonly (readonly [string, string])[]): string {
  if (lines.length === 0) return '';
  const width = Math.max(...lines.map(([left]) => left.length));
  return `${title}:\n${lines.map(([left, right]) => `   ${left.padEnd(width)}  ${right}`).join('\n')}`;
}
