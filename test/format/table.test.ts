import { describe, expect, test } from 'vitest';
import { value } from '../../src/format/result.js';
import { Atom, Dictionary, Tuple } from '../../src/format/term.js';
import { awkward, list, textOf } from './printing.js';

const queues = list(
  ['name', 'messages'],
  [
    ['q1', 0],
    ['a longer name', 12345],
  ],
);

describe('rows', () => {
  test('a header and cells with tabs between them', async () => {
    expect(await textOf(queues, 'table')).toBe('name\tmessages\nq1\t0\na longer name\t12345\n');
  });

  test('no header when silent or told so', async () => {
    expect(await textOf(queues, 'table', { silent: true })).toBe('q1\t0\na longer name\t12345\n');
    expect(await textOf(queues, 'table', { tableHeaders: false })).toBe('q1\t0\na longer name\t12345\n');
    expect(await textOf(queues, 'table', { quiet: true })).toMatch(/^name\tmessages\n/);
  });

  test('cells padded to their header', async () => {
    expect(await textOf(queues, 'table', { padToHeader: true })).toBe(
      'name\tmessages\nq1  \t0       \na longer name\t12345   \n',
    );
  });

  test('a character is what a reader takes for one', async () => {
    const rows = list(['name', 'e\u0301te\u0301'], [['👩‍👩‍👧', 'x']]);
    expect(await textOf(rows, 'table', { padToHeader: true, silent: true })).toBe('👩‍👩‍👧   \tx  \n');
  });

  test('an empty list: nothing when streamed, else an empty line', async () => {
    expect(await textOf(list(['name'], [], true), 'table')).toBe('');
    expect(await textOf(list(['name'], [], false), 'table')).toBe('\n');
    expect(await textOf(list(['name'], [], false), 'table', { silent: true })).toBe('\n');
  });

  test.each(Object.entries(awkward))('%s is printed as it is', async (_, text) => {
    expect(await textOf(list(['name', 'n'], [[text, 1]]), 'table')).toBe(`name\tn\n${text}\t1\n`);
  });
});

describe('values', () => {
  test.each([
    ['text as it is', 'a\tb', 'a\tb\n'],
    ['a proplist as a table', { a: 1, b: 'x' }, 'a\tb\n1\tx\n'],
    [
      'a map as a table by key',
      new Dictionary([
        ['b', 2],
        [new Atom('a'), 1],
      ]),
      'a\tb\n1\t2\n',
    ],
    ['a list an item a line', ['x', 'y'], 'x\ny\n'],
    ['an empty list as an empty line', [], '\n'],
    ['the rest inspected', new Tuple(new Atom('error'), 'x'), '{:error, "x"}\n'],
  ])('%s', async (_, term, text) => {
    expect(await textOf(value(term), 'table')).toBe(text);
  });
});
