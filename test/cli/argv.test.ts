import { expect, it } from 'vitest';
import { commandLine } from '../../src/cli/argv.js';
import { table } from './world.js';

const rows: readonly (readonly [string, string | undefined, string])[] = [
  // typed · the command · what is left
  ['list_queues', 'list_queues', ''],
  ['list_queues name messages', 'list_queues', 'name messages'],
  ['-q list_queues', 'list_queues', '-q'],
  ['-n rabbit@mq1 -q list_queues name', 'list_queues', '-n rabbit@mq1 -q name'],
  ['--node rabbit@mq1 list_queues -p shop', 'list_queues', '--node rabbit@mq1 -p shop'],
  ['--node=rabbit@mq1 list_queues', 'list_queues', '--node=rabbit@mq1'],
  ['--node list_users list_queues', 'list_queues', '--node list_users'],
  ['-p list_users list_queues', 'list_queues', '-p list_users'],
  ['add_vhost list_queues', 'add_vhost', 'list_queues'],
  ['--apply-to queues set_policy a b {}', 'set_policy', '--apply-to queues a b {}'],
  ['--apply_to queues set_policy a b {}', 'set_policy', '--apply_to queues a b {}'],
  ['-d set_policy add_vhost v', 'add_vhost', '-d set_policy v'],
  ['--offline list_queues', 'list_queues', '--offline'],
  ['--offline=true list_queues', 'list_queues', '--offline=true'],
  ['--no-table-headers list_queues', 'list_queues', '--no-table-headers'],
  ['-qs list_queues', 'list_queues', '-qs'],
  ['-qn rabbit@mq1 list_queues', 'list_queues', '-qn rabbit@mq1'],
  ['-qsp list_users list_queues', 'list_queues', '-qsp list_users'],
  ['-nrabbit@mq1 list_queues', 'list_queues', '-nrabbit@mq1'],
  ['-n=rabbit@mq1 list_queues', 'list_queues', '-n=rabbit@mq1'],
  ['-qd set_policy add_vhost v', 'add_vhost', '-qd set_policy v'],
  ['--bogus list_queues', 'list_queues', '--bogus'],
  ['-- list_queues name', 'list_queues', '-- name'],
  ['-q -- list_queues -- x', 'list_queues', '-q -- -- x'],
  ['frobnicate list_queues', 'frobnicate', 'list_queues'],
  ['', undefined, ''],
  ['-q', undefined, '-q'],
  ['--', undefined, '--'],
  ['--node rabbit@mq1', undefined, '--node rabbit@mq1'],
  ['--node', undefined, '--node'],
];

it.each(rows)('%j: %j, and %j', (typed, name, left) => {
  expect(commandLine(words(typed), table)).toMatchObject({ name, argv: words(left) });
});

it('an empty word is a word: no command is called that', () => {
  expect(commandLine(['', 'list_queues'], table)).toMatchObject({ name: '', argv: ['list_queues'] });
  expect(commandLine(['-p', '', 'list_queues', ''], table)).toMatchObject({
    name: 'list_queues',
    argv: ['-p', '', ''],
  });
});

it('a lone - is a word', () => {
  expect(commandLine(['export_definitions', '-'], table)).toMatchObject({ name: 'export_definitions', argv: ['-'] });
});

const words = (line: string): readonly string[] => (line === '' ? [] : line.split(' '));

it('a command of two words is found behind and between options; one word alone is none', () => {
  const words = { ...table, names: [...table.names, 'plugins list'] };
  expect(commandLine(['-q', 'plugins', '-n', 'rabbit@mq1', 'list', '-m'], words)).toMatchObject({
    name: 'plugins list',
    argv: ['-q', '-n', 'rabbit@mq1', '-m'],
  });
  expect(commandLine(['plugins', 'frobnicate'], words)).toMatchObject({ name: 'plugins', argv: ['frobnicate'] });
  expect(commandLine(['plugins'], words)).toMatchObject({ name: 'plugins', argv: [] });
});
