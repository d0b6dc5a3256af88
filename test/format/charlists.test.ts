import { expect, test } from 'vitest';
import { charlistsAsText } from '../../src/format/charlists.js';
import { Atom, Dictionary, type Term, Tuple } from '../../src/format/term.js';

const codes = (text: string): number[] => Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
const rows: readonly [what: string, term: Term, shown: Term][] = [
  ['characters', codes('Größe 🐇'), 'Größe 🐇'],
  ['lists of characters, which are one text', [codes('ab'), 'c', [codes('d')]], 'abcd'],
  ['nothing', [], []],
  ['one port', [5672], [5672]],
  ['two ports', [5672, 5671], [5672, 5671]],
  ['a number that is a character', [60], '<'],
  ['half a character', [0xd800, 65], [0xd800, 65]],
  ['texts', ['a', 'b'], ['a', 'b']],
  ['texts with characters behind', ['a', codes('bc')], ['a', 'bc']],
  ['what is no character', [65, new Atom('a'), codes('b')], [65, new Atom('a'), 'b']],
];

test.each(rows)('%s', (_, term, shown) => {
  expect(charlistsAsText(term)).toEqual(shown);
});

test('at any depth', () => {
  const term = [
    new Tuple(new Atom('dir'), codes('/x')),
    new Tuple(new Atom('map'), new Dictionary([[codes('k'), codes('v')]])),
  ];
  const shown = [new Tuple(new Atom('dir'), '/x'), new Tuple(new Atom('map'), new Dictionary([['k', 'v']]))];
  expect(charlistsAsText(term)).toEqual(shown);
});
