import { describe, expect, it } from 'vitest';
import { commandLine } from '../../src/cli/argv.js';
import { examplesOf } from '../../src/cli/example.js';
import { commandHelp } from '../../src/cli/help.js';
import { parseInput } from '../../src/cli/parse.js';
import { commands, table } from '../surface/snapshot.js';
import { commandLinesIn } from './example-words.js';

describe.each(commands)('$name', ({ name, definition }) => {
  it.each(examplesOf(name, definition))('%s', async (example) => {
    const lines = commandLinesIn(example);
    expect(lines.length).toBeGreaterThan(0);
    for (const words of lines) {
      const line = commandLine(words, table);
      expect(table.names).toContain(line.name);
      const { definition: found } = await table.load(line.name ?? '');
      const { args, flags } = await parseInput(found, line.name ?? '', line.argv);
      // Which files there are is nothing of the example.
      if (line.name !== 'import_definitions' && line.name !== 'create-cluster') found.validate?.({ args, flags });
    }
  });
});

it('every command has an example that is about it', () => {
  const without = commands.filter(
    ({ name, definition }) => !examplesOf(name, definition).some((example) => example.includes(name)),
  );
  expect(without.map(({ name }) => name)).toEqual([]);
});

it('help of a command fits into 24 lines of 80 columns, but where it has many columns or options', () => {
  const texts = commands.map(
    ({ name, definition }) => [commandHelp(name, definition).split('\n'), definition] as const,
  );
  const tall = texts.filter(([lines]) => lines.length > 25).length;
  expect(tall / texts.length).toBeLessThan(0.2);
  // An example is one line, for whoever copies it.
  const wide = texts.flatMap(([lines, { examples = [] }]) =>
    lines.filter((line) => line.length > 80 && !examples.includes(line.trim()) && !/^ {3}rabbitctl /.test(line)),
  );
  expect(wide).toEqual([]);
});

it('what only the own tool answers is declared so, and nothing else', () => {
  const declared = commands.filter(({ definition }) => definition.byOwnTool === true).map(({ name }) => name);
  const runs = commands
    .filter(({ definition }) => /^\(\{ ownTool \}\) => ownTool\(\)$/.test(String(definition.run)))
    .map(({ name }) => name);
  expect(declared).toEqual(runs);
});
