import { commandHelp, optionsHelp } from '../../src/cli/help.js';
import type { Argument, Flag } from '../../src/cli/input.js';
import { sections } from '../../src/cli/sections.js';
import { sourcesOf } from '../sources.js';
import { root } from './source-imports.js';

export const table = await sourcesOf(root);

export const commands = await Promise.all(
  table.names.map(async (name) => {
    const { definition } = await table.load(name);
    return {
      name,
      definition,
      args: Object.entries((definition.args ?? {}) as Readonly<Record<string, Argument<unknown>>>),
      flags: Object.entries((definition.flags ?? {}) as Readonly<Record<string, Flag<unknown>>>),
    };
  }),
);

/** Sections with their commands. */
export function tree(): string {
  return Object.entries(sections)
    .map(([section, title]) => {
      const names = commands.filter(({ definition }) => definition.section === section).map(({ name }) => name);
      return [title, ...names.map((name) => `   ${name}`), ''].join('\n');
    })
    .join('\n');
}

/** Each command's own arguments and flags, and what is declared of it. */
export function inputs(): string {
  return commands
    .map(({ name, definition, args, flags }) => {
      const { tool = 'ours', about = 'cluster', allNodes = false, formatter = 'string', timeout = 'none' } = definition;
      return [
        `${name}: ${tool}, about ${about}, all nodes ${allNodes}, formatter ${formatter}, timeout ${timeout}`,
        ...args.map(argumentLine),
        ...flags.map(flagLine),
        '',
      ].join('\n');
    })
    .join('\n');
}

/** What `help COMMAND` prints, and `help options`. */
export function helpTexts(): string {
  const texts = commands.map(({ name, definition }) => `$ rabbitctl help ${name}\n${commandHelp(name, definition)}`);
  return [`$ rabbitctl help options\n${optionsHelp()}`, ...texts].join('\n');
}

function argumentLine([name, spec]: readonly [string, Argument<unknown>]): string {
  const words = [spec.required ? 'required' : 'optional', spec.multiple && 'multiple', spec.secret && 'secret'];
  return `   ${name} ${words.filter(Boolean).join(' ')}`;
}

function flagLine([name, spec]: readonly [string, Flag<unknown>]): string {
  const words = [
    spec.char && `-${spec.char}`,
    spec.type,
    spec.negatable && `--no-${name}`,
    spec.ours && 'ours',
    spec.options?.join('|'),
    spec.missing !== undefined && `default ${JSON.stringify(spec.missing)}`,
  ];
  return `   --${name} ${words.filter(Boolean).join(' ')}`;
}
