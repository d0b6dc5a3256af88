import { describe, expect, test } from 'vitest';
import { jsonText } from '../../src/format/json-value.js';
import { nothing, value } from '../../src/format/result.js';
import { AmqpTable, Atom, Dictionary, Float, ImproperList, Opaque, type Term, Tuple } from '../../src/format/term.js';
import { awkward, list, textOf } from './printing.js';

const terms: readonly (readonly [json: string, term: Term])[] = [
  ['"x"', 'x'],
  ['"running"', new Atom('running')],
  ['null', null],
  ['true', true],
  ['1', 1],
  ['0', -0],
  ['1.0', new Float(1)],
  ['-0.0', new Float(-0)],
  ['0.25', 0.25],
  // As 3.10.8 and 4.0.5 print them.
  ['1.2e-4', 0.00012],
  ['0.001', 0.001],
  ['7.782501867062e-6', 0.000007782501867062],
  ['123456.789', 123456.789],
  ['1000000000000000000000', 1e21],
  ['18446744073709551615', 18446744073709551615n],
  ['[]', []],
  ['[5672]', [5672]],
  ['[97,98,99]', [97, 98, 99]],
  ['["a",["b"]]', ['a', ['b']]],
  ['[0,9,1]', new Tuple(0, 9, 1)],
  ['["a","b","c"]', new ImproperList(['a', 'b'], 'c')],
  ['{}', {}],
  ['{"b":1,"a":2}', { b: 1, a: 2 }],
  [
    '{"1":"y","a":{"b":[]}}',
    new Dictionary([
      [new Atom('a'), { b: [] }],
      [1, 'y'],
    ]),
  ],
  ['{"running":1,"stopped":[2]}', [new Tuple(new Atom('running'), 1), new Tuple(new Atom('stopped'), [2])]],
  ['{"a":2,"b":1}', [new Tuple(new Atom('a'), 1), new Tuple(new Atom('b'), 1), new Tuple(new Atom('a'), 2)]],
  ['[["a",1]]', [new Tuple('a', 1)]],
  ['{"x-max-length":5}', new AmqpTable({ 'x-max-length': 5 })],
  ['"<0.1.0>"', new Opaque('<0.1.0>')],
  ['"é"', Uint8Array.of(0xc3, 0xa9)],
  ['"/wA="', Uint8Array.of(255, 0)],
];

test.each(terms)('%s', (json, term) => {
  expect(jsonText(term)).toBe(json);
});

describe('text survives', () => {
  test.each(Object.entries({ ...awkward, c1: 'a\u009b31m\x7f', surrogate: '\ud800' }))('%s', (_, text) => {
    const json = jsonText({ [text]: text });
    expect(JSON.parse(json)).toEqual({ [text]: text });
    expect(json).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
  });

  test('letters beyond ASCII stay letters', () => {
    expect(jsonText('日本 é 🐰')).toBe('"日本 é 🐰"');
  });
});

describe('framing', () => {
  test('one object a line, the whole one array', async () => {
    const text = await textOf(
      list(
        ['name', 'n'],
        [
          ['a', 1],
          ['b', 2],
          ['c', 3],
        ],
      ),
      'json',
    );
    expect(text).toBe('[\n{"name":"a","n":1}\n,{"name":"b","n":2}\n,{"name":"c","n":3}\n]\n');
    expect(JSON.parse(text)).toHaveLength(3);
  });

  test('an empty list, streamed and not', async () => {
    expect(await textOf(list(['name'], []), 'json')).toBe('[\n]\n');
    expect(await textOf(list(['name'], [], false), 'json')).toBe('[]\n');
  });

  test('a column asked for twice is one key', async () => {
    expect(await textOf(list(['name', 'name'], [['a', 'a']]), 'json')).toBe('[\n{"name":"a"}\n]\n');
  });

  test('a stream of objects with empty lines between them', async () => {
    expect(await textOf(list(['n'], [[1], [2]]), 'json_stream')).toBe('{"n":1}\n\n{"n":2}\n\n');
    expect(await textOf(list(['n'], []), 'json_stream')).toBe('');
    expect(await textOf(list(['n'], [], false), 'json_stream')).toBe('[]\n');
  });
});

describe('values', () => {
  test('a bare string becomes a message', async () => {
    expect(await textOf(value('hello'), 'json')).toBe('{"message":"hello"}\n');
  });

  test('all others on one line', async () => {
    expect(await textOf(value({ a: ['x\ny'] }), 'json')).toBe('{"a":["x\\ny"]}\n');
    expect(await textOf(value(['a', 'b']), 'json')).toBe('["a","b"]\n');
  });

  test('nothing names the node', async () => {
    expect(await textOf(nothing, 'json')).toBe('{"node":"rabbit@a","result":"ok"}\n');
  });
});
