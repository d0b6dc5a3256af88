import { describe, expect, test } from 'vitest';
import { inspectTerm } from '../../src/format/elixir-text.js';
import { value } from '../../src/format/result.js';
import { Atom, Dictionary, Float, ImproperList, Opaque, type Term, Tuple } from '../../src/format/term.js';
import { awkward, list, textOf } from './printing.js';

describe('string', () => {
  test.each([
    ['text', 'hello\nyou', 'hello\nyou\n'],
    ['an atom', new Atom('pong'), 'pong\n'],
    ['undefined', null, 'undefined\n'],
    ['a number', 5, '5\n'],
    ['an empty list', [], '\n'],
    ['a list', ['a', new Atom('b'), 3], 'a\nb\n3\n'],
    ['a tuple', new Tuple(new Atom('no_such_user'), 'x'), '{:no_such_user, "x"}\n'],
    ['a proplist', { a: 1 }, '[a: 1]\n'],
  ])('%s', async (_, term, text) => {
    expect(await textOf(value(term), 'string')).toBe(text);
  });

  test('rows are inspected', async () => {
    expect(await textOf(list(['name', 'n'], [['q', 1]]), 'string')).toBe('[name: "q", n: 1]\n');
  });

  test.each(Object.entries(awkward))('%s is printed as it is', async (_, text) => {
    expect(await textOf(value(text), 'string')).toBe(`${text}\n`);
  });
});

test('string_per_line prints the pairs of a row, and an empty line between rows', async () => {
  expect(await textOf(list(['a', 'b'], [['x', 1]]), 'string_per_line')).toBe('{:a, "x"}{:b, 1}\n');
  expect(await textOf(list(['a'], [['x'], ['y']]), 'string_per_line')).toBe('{:a, "x"}\n\n{:a, "y"}\n');
  expect(await textOf(list(['a'], []), 'string_per_line')).toBe('');
  expect(await textOf(list(['a'], [], false), 'string_per_line')).toBe('\n');
  expect(await textOf(value(['x', 'y']), 'string_per_line')).toBe('x\ny\n');
});

test('encrypted_conf_value puts its word before a text', async () => {
  expect(await textOf(value('c2VjcmV0'), 'encrypted_conf_value')).toBe('encrypted:c2VjcmV0\n');
  expect(await textOf(value(7), 'encrypted_conf_value')).toBe('encrypted:7\n');
  expect(await textOf(list(['n'], [[1]]), 'encrypted_conf_value')).toBe('encrypted:[n: 1]\n');
  expect(await textOf(list(['n'], []), 'encrypted_conf_value')).toBe('');
});

test('inspect frames rows and leaves text alone', async () => {
  expect(await textOf(list(['n'], [[1], [2]]), 'inspect')).toBe('[\n[n: 1]\n,[n: 2]\n]\n');
  expect(await textOf(list(['n'], [], false), 'inspect')).toBe('[]\n');
  expect(await textOf(value('text'), 'inspect')).toBe('text\n');
  expect(await textOf(value(new Atom('ok')), 'inspect')).toBe(':ok\n');
});

test('report takes finished text and tables', async () => {
  expect(await textOf(value('Status of node\n\n...'), 'report')).toBe('Status of node\n\n...\n');
  expect(await textOf(list(['a', 'b'], [[1, 2]]), 'report')).toBe('a\tb\n1\t2\n');
});

const inspected: readonly (readonly [text: string, term: Term])[] = [
  ['"a\\"b\\\\\\t\\#{x}"', 'a"b\\\t#{x}'],
  ['"日本 é"', '日本 é'],
  ['<<97, 1>>', 'a\x01'],
  ['<<255, 0>>', Uint8Array.of(255, 0)],
  [':running', new Atom('running')],
  [':rabbit@host', new Atom('rabbit@host')],
  [':"rabbit@my-host"', new Atom('rabbit@my-host')],
  ['true', new Atom('true')],
  ['RabbitMQ.CLI', new Atom('Elixir.RabbitMQ.CLI')],
  ['1.0', new Float(1)],
  ['[1, 2]', [1, 2]],
  ["'abc'", [97, 98, 99]],
  ['[{"Node name", :n}]', [new Tuple('Node name', new Atom('n'))]],
  ['[a: 1, "b-c": nil]', { a: 1, 'b-c': new Atom('nil') }],
  [
    '%{a: 1, b: 2}',
    new Dictionary([
      [new Atom('b'), 2],
      [new Atom('a'), 1],
    ]),
  ],
  ['%{"k" => :undefined}', new Dictionary([['k', null]])],
  ['[1 | 2]', new ImproperList([1], 2)],
  ['#PID<0.1.0>', new Opaque('<0.1.0>')],
  ['{}', new Tuple()],
];

describe('Elixir inspects', () => {
  test.each(inspected)('%s', (text, term) => {
    expect(inspectTerm(term, { otp: 25 })).toBe(text);
  });

  test('character lists with a sigil on newer releases', () => {
    expect(inspectTerm([97, 98, 99], { otp: 27 })).toBe('~c"abc"');
  });
});
