import { expect, it } from 'vitest';
import { patternMatches } from '../../src/cluster/pattern-match.js';

it.each([
  ['', 'anything', true],
  ['^two\\.', 'two.queue', true],
  ['^two\\.', 'twoXqueue', false],
  ['orders', 'my orders, all', true],
  ['^(a|b)c$', 'bc', true],
  ['^(?:a|b)c$', 'bcd', false],
  ['^(?!amq\\.).*', 'amq.topic', false],
  ['^(?!amq\\.).*', 'events', true],
  ['^[a-c]{2,3}x?$', 'abx', true],
  ['^[^a-c_]+$', 'abc', false],
  ['\\d\\d$', 'shard-07', true],
  ['^[\\w.-]+$', 'a.b-c', true],
  // Bytes, as PCRE sees them: one letter is two.
  ['^é$', 'é', true],
  ['^.$', 'é', false],
  ['^..$', 'é', true],
  ['[é]x', 'éx', true],
] as const)('%j of %j: %s', (pattern, name, expected) => {
  expect(patternMatches(pattern, name)).toBe(expected);
});

it.each([
  ...['(?i)a', 'a++', '(?>a)', '\\Aa', 'a\\z', '\\Qa\\E', '(a)\\1', '(?<n>a)', '[[:alpha:]]', '[]a]', '[^]a]', '\\pL'],
  ...['a{,2}', '{', 'a{1000}', '\\h', '\\x41', '(?#note)a', '(*UCP)a', '\\bx', '\\s', '(a', '*', '(?=a)*', '[[.a.]]'],
  ...['(a+)+$', '.*.*.*.*', '(?:a*b*)*', 'tab\t'],
])('of %j the broker alone knows', (pattern) => {
  expect(patternMatches(pattern, 'aaa')).toBeUndefined();
});

it('letters beyond ASCII, and signs that cannot be seen, are left to the broker', () => {
  expect(patternMatches('^\\w+$', 'é')).toBeUndefined();
  expect(patternMatches('a', 'a\n')).toBeUndefined();
});
