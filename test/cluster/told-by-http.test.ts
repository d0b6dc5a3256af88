import { expect, test } from 'vitest';
import { parseJson } from '../../src/api/json.js';
import { toldByHttp } from '../../src/cluster/told-by-http.js';
import type { Properties } from '../../src/format/term.js';

test.each([
  [true, '{}'],
  [true, '{"x":1}'],
  [true, '{"x":[1,true,"1.0"]}'],
  [false, '{"x":0.5}'],
  [false, '{"x":1.0}'],
  [false, '{"x":-0.0}'],
  [false, '{"x":[{"y":1.0e3}]}'],
])('%s of %s', (told, text) => {
  const { arguments: fields } = parseJson(`{"arguments":${text}}`) as { readonly arguments: Properties };
  expect(toldByHttp(fields, false)).toBe(told);
});

test('several keys are told only where the real tool sorts them', () => {
  expect(toldByHttp({ a: 1, b: 2 }, true)).toBe(true);
  expect(toldByHttp({ a: 1, b: 2 }, false)).toBe(false);
});
