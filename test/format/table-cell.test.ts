import { describe, expect, test } from 'vitest';
import { tableCell } from '../../src/format/table-cell.js';
import { AmqpTable, Atom, Dictionary, Float, Opaque, type Term, Tuple } from '../../src/format/term.js';
import { awkward } from './printing.js';

const cells: readonly (readonly [text: string, term: Term])[] = [
  ['', ''],
  ['', new Atom('')],
  ['running', new Atom('running')],
  ['Not a plain atom', new Atom('Not a plain atom')],
  ['true', true],
  ['undefined', null],
  ['0', 0],
  ['-5', -5],
  ['18446744073709551615', 18446744073709551615n],
  ['1.0', new Float(1)],
  ['0.25', 0.25],
  ['1.0e22', new Float(1e22)],
  ['[]', []],
  ['[]', {}],
  ['[a, b]', [new Atom('a'), 'b']],
  ['[[a, b], [c]]', [['a', 'b'], ['c']]],
  ['[1,2,3]', [1, 2, 3]],
  ['"abc"', [97, 98, 99]],
  ['[{name, q1}, {messages, 3}]', { name: 'q1', messages: 3 }],
  ['{a, b}', new Tuple(new Atom('a'), 'b')],
  ["{'a-b', x}", new Tuple(new Atom('a-b'), 'x')],
  ['{a,b,c}', new Tuple(new Atom('a'), new Atom('b'), new Atom('c'))],
  ['127.0.0.1', new Tuple(127, 0, 0, 1)],
  ['{0,9,1}', new Tuple(0, 9, 1)],
  ['{1,2,3,256}', new Tuple(1, 2, 3, 256)],
  ['::1', new Tuple(0, 0, 0, 0, 0, 0, 0, 1)],
  ['::', new Tuple(0, 0, 0, 0, 0, 0, 0, 0)],
  ['fe80::1:0:0:2', new Tuple(0xfe80, 0, 0, 0, 1, 0, 0, 2)],
  ['2001:db8:10:1:2:3:4:5', new Tuple(0x2001, 0xdb8, 0x10, 1, 2, 3, 4, 5)],
  ['10:0:1::2', new Tuple(0x10, 0, 1, 0, 0, 0, 0, 2)],
  ['::ffff:127.0.0.1', new Tuple(0, 0, 0, 0, 0, 0xffff, 0x7f00, 1)],
  [
    '#{a => 1, b => [x, y]}',
    new Dictionary([
      [new Atom('b'), ['x', 'y']],
      ['a', 1],
    ]),
  ],
  ['[{"x-queue-type","quorum"}]', new AmqpTable({ 'x-queue-type': 'quorum' })],
  ['[{"x-max-length",5},{"x-single",true}]', new AmqpTable({ 'x-max-length': 5, 'x-single': true })],
  ['[]', new AmqpTable({})],
  ['<rabbit@h.1.2.0>', new Opaque('<rabbit@h.1.2.0>')],
  ['é', Uint8Array.of(0xc3, 0xa9)],
];

test.each(cells)('%s', (text, term) => {
  expect(tableCell(term)).toBe(text);
});

describe('nothing in a string is escaped', () => {
  test.each(Object.entries(awkward))('%s', (_, text) => {
    expect(tableCell(text)).toBe(text);
    expect(tableCell([text])).toBe(`[${text}]`);
  });
});
