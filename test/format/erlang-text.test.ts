import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseErlang } from '../../src/format/erlang-parse.js';
import { printErlang } from '../../src/format/erlang-text.js';

interface Pair {
  readonly term: string;
  readonly width80: string;
  readonly tp_width80?: string;
}

const pairs: readonly Pair[] = JSON.parse(
  readFileSync(new URL('../fixtures/erlang-terms.json', import.meta.url), 'utf8'),
);

describe('the pairs recorded from OTP 25', () => {
  test.each(pairs)('$term', ({ term, width80, tp_width80 }) => {
    const value = parseErlang(term);
    expect(printErlang(value, { otp: 25 })).toBe(width80);
    expect(printErlang(parseErlang(width80), { otp: 25 })).toBe(width80);
    if (tp_width80 !== undefined) expect(printErlang(value, { otp: 25, unicode: true })).toBe(tp_width80);
  });
});
