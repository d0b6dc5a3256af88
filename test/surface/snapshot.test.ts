import { expect, it } from 'vitest';
import { overview } from '../../src/cli/help.js';
import { sections } from '../../src/cli/sections.js';
import * as errors from '../../src/errors.js';
import { commands, helpTexts, inputs, table, tree } from './snapshot.js';

it('the tree of commands', async () => {
  await expect(tree()).toMatchFileSnapshot('snapshots/commands.txt');
});

it('arguments and flags of each command', async () => {
  await expect(inputs()).toMatchFileSnapshot('snapshots/inputs.txt');
});

it('help of each command', async () => {
  await expect(helpTexts()).toMatchFileSnapshot('snapshots/help.txt');
});

it('exit codes of the error classes', async () => {
  const codes = Object.entries(errors)
    .filter(([name]) => name !== 'CliError')
    .map(([name, Kind]) => `${new (Kind as new (message: string) => errors.CliError)('').exitCode} ${name}`);
  await expect(`${codes.toSorted().join('\n')}\n`).toMatchFileSnapshot('snapshots/exit-codes.txt');
});

it('every command stands in a section of the overview, once', () => {
  const lines = overview(table).split('\n');
  for (const { name, definition } of commands) {
    expect(Object.keys(sections)).toContain(definition.section);
    expect(lines.filter((line) => line.trim().startsWith(`${name}  `))).toHaveLength(1);
  }
});

it('a snake_case command has a tool of RabbitMQ or is of those that only HTTP can do, a kebab-case one has none', () => {
  for (const { name, definition } of commands.filter(({ name }) => /[_-]/.test(name))) {
    const ofTool = name.includes('_') && definition.section !== 'queues_and_messages';
    expect([name, definition.tool !== undefined]).toEqual([name, ofTool]);
  }
});

it('no command has a banner that ends in a line break, or a summary that ends in a full stop', () => {
  for (const { name, definition } of commands) {
    expect([name, /[.\n]$/.test(definition.summary)]).toEqual([name, false]);
  }
});
