import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/format/display-width.js';
import { value } from '../../src/format/result.js';
import { awkward, list, textOf } from './printing.js';

const status = list(
  ['Node Name', 'Term'],
  [
    ['rabbit@a', 1],
    ['rabbit@b', 12],
  ],
);

test('rows in a box', async () => {
  expect(await textOf(status, 'pretty_table')).toBe(
    [
      '┌───────────┬──────┐',
      '│ Node Name │ Term │',
      '├───────────┼──────┤',
      '│ rabbit@a  │ 1    │',
      '├───────────┼──────┤',
      '│ rabbit@b  │ 12   │',
      '└───────────┴──────┘',
      '',
    ].join('\n'),
  );
});

test('text in a box of its own', async () => {
  expect(await textOf(value('one\ntwo words'), 'pretty_table')).toBe(
    ['┌───────────┐', '│ Output    │', '├───────────┤', '│ one       │', '│ two words │', '└───────────┘', ''].join(
      '\n',
    ),
  );
});

test('an empty list', async () => {
  expect(await textOf(list(['a'], []), 'pretty_table')).toBe('');
  expect(await textOf(list(['a'], [], false), 'pretty_table')).toContain('│ []     │');
});

test('a bold header on terminals only', async () => {
  expect(await textOf(status, 'pretty_table', { colour: true })).toContain('│ \x1b[1mNode Name\x1b[22m │');
  expect(await textOf(status, 'pretty_table')).not.toContain('\x1b');
});

describe('no name breaks the box', () => {
  test.each(Object.entries(awkward))('%s', async (_, text) => {
    const lines = (await textOf(list(['name', 'n'], [[text, 1]]), 'pretty_table')).trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    expect(lines.join('')).not.toMatch(/[\x00-\x1f\u202e]/);
    expect(new Set(lines.map(displayWidth)).size).toBe(1);
  });
});

test('many rows: drawn in pieces, seen as one box', async () => {
  const rows = Array.from({ length: 1_001 }, (_, index) => [`q${index}`, index === 777 ? 'a wide cell' : '']);
  const lines = (await textOf(list(['name', 'note'], rows), 'pretty_table')).trimEnd().split('\n');
  // A rule above each row, and one below the last.
  expect(lines).toHaveLength(2 * rows.length + 3);
  expect(new Set(lines.map(displayWidth)).size).toBe(1);
  const rules = lines.filter((_, index) => index > 0 && index % 2 === 0);
  expect(new Set(rules.slice(0, -1))).toEqual(new Set(['├───────┼─────────────┤']));
  expect([lines[0], lines.at(-1)]).toEqual(['┌───────┬─────────────┐', '└───────┴─────────────┘']);
  expect(lines[3 + 2 * 777]).toBe('│ q777  │ a wide cell │');
});
