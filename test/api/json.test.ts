import { describe, expect, test } from 'vitest';
import { JsonFloat, parseJson, printJson } from '../../src/api/json.js';

describe('parseJson', () => {
  test.each<[string, unknown]>([
    ['[9007199254740991,-9007199254740991]', [9007199254740991, -9007199254740991]],
    ['[9007199254740993,-9007199254740993]', [9007199254740993n, -9007199254740993n]],
    ['{"a": 18446744073709551615 }', { a: 18446744073709551615n }],
    ['12345678901234567890', 12345678901234567890n],
    [
      '[1234567890123456789.5,12345678901234567890e2]',
      [Number('1234567890123456789.5'), Number('12345678901234567890e2')],
    ],
    [
      '["1234567890123456789",":1234567890123456789","\\"1234567890123456789"]',
      ['1234567890123456789', ':1234567890123456789', '"1234567890123456789'],
    ],
    ['{"1234567890123456789":[1234567890123456789]}', { '1234567890123456789': [1234567890123456789n] }],
    ['[1000000000000000000]', [1000000000000000000n]],
    [
      '[0.12345678901234567890,1e-0000000000000000001,1234567890123456789]',
      [Number('0.12345678901234567890'), 0.1, 1234567890123456789n],
    ],
  ])('%s', (text, expected) => {
    expect(parseJson(text)).toEqual(expected);
  });

  test.each([
    '"\uf8ffbigint:5"',
    '"\uf8ffbigint:zz"',
    '"\\uf8ffbigint:5"',
    '"1234567890123456789"',
    '"1.0"',
    '"\\u0031.0"',
    '"\\\\"',
    '"[\\"1.0"',
  ])('beside a big integer %s stays the string that it is', (string) => {
    const text = `{${string}:${string},"list":[${string},{"arguments":{"x":${string}}}],"n":1234567890123456789}`;
    expect(parseJson(text)).toEqual({ ...JSON.parse(text), n: 1234567890123456789n });
  });

  test('a member named __proto__ is one like others', () => {
    const answer = parseJson('{"arguments":{"__proto__":1234567890123456789,"n":1}}');
    expect(printJson(answer)).toBe('{"arguments":{"__proto__":1234567890123456789,"n":1}}');
  });

  test.each(['x', '\\"'])('20 MB of %s in one string beside a big integer', (part) => {
    const string = `"${part.repeat(20_000_000 / part.length)}"`;
    const [found, large] = parseJson(`[${string},1234567890123456789]`) as unknown[];
    expect(found === JSON.parse(string)).toBe(true);
    expect(large).toBe(1234567890123456789n);
  });

  test('whole floats stay floats where their types matter, and are numbers elsewhere', () => {
    const text = '{"arguments":{"x":1.0,"y":[-0.0,{"z":1.5e3}],"f":0.5,"i":1},"rate":1.0,"definition":{"max":1.0e22}}';
    expect(floatsOf(parseJson(text))).toEqual({
      arguments: { x: 'float 1.0', y: ['float -0.0', { z: 'float 1.5e3' }], f: 0.5, i: 1 },
      rate: 1,
      definition: { max: 'float 1.0e22' },
    });
    expect(parseJson('{"argument":[1.0,0.0,1e3]}')).toEqual({ argument: [1, 0, 1000] });
    expect(floatsOf(parseJson('{"x":[10.0,1e400]}', true))).toEqual({ x: ['float 10.0', 'float 1e400'] });
  });

  test('refuses what JSON.parse refuses', () => {
    for (const text of ['', '{', '[1234567890123456789', '<html>', '{1234567890123456789:1}', '[01.0]', '[1.0.0]']) {
      expect(() => parseJson(text)).toThrow(SyntaxError);
    }
  });
});

test('printJson writes what parseJson reads', () => {
  const value = { a: [9007199254740993n, -1n, 5], b: 'x', c: null };
  expect(printJson(value)).toBe('{"a":[9007199254740993,-1,5],"b":"x","c":null}');
  expect(parseJson(printJson(value))).toEqual({ a: [9007199254740993n, -1, 5], b: 'x', c: null });
});

test('printJson writes floats as they were read, and leaves out what JSON.stringify leaves out', () => {
  const text = '{"max-length":10.0,"a":[1e3,-0.0,1e400,0.5,1],"b":12345678901234567890}';
  expect(printJson(parseJson(text, true))).toBe(text);
  expect(printJson({ a: undefined, b: [undefined, null], 'c"': { d: 'é\n' } })).toBe(
    '{"b":[null,null],"c\\"":{"d":"é\\n"}}',
  );
});

function floatsOf(value: unknown): unknown {
  if (value instanceof JsonFloat) return `float ${value.text}`;
  if (Array.isArray(value)) return value.map(floatsOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, floatsOf(part)]));
}
