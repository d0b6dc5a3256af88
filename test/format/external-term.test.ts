import { describe, expect, test } from 'vitest';
import { decodeTerm } from '../../src/format/external-term-decode.js';
import { encodeTerm } from '../../src/format/external-term-encode.js';
import { Atom, Dictionary, Float, ImproperList, type Term, Tuple } from '../../src/format/term.js';

/** As term_to_binary of OTP 27 writes them. */
const written: readonly (readonly [string, Term, string])[] = [
  ['a small integer', 5, '836105'],
  ['an integer', -70000, '8362fffeee90'],
  ['a big integer', 2n ** 40n, '836e0600000000000001'],
  ['a float', new Float(1.5), '83463ff8000000000000'],
  ['an atom', new Atom('abc'), '837703616263'],
  ['true', true, '83770474727565'],
  ['a binary', 'é', '836d00000002c3a9'],
  ['a string', [97, 98], '836b00026162'],
  ['nothing', [], '836a'],
  ['a list', [new Atom('a')], '836c000000017701616a'],
  ['a tuple', new Tuple(1, 2), '83680261016102'],
  ['a map', new Dictionary([[new Atom('k'), 1]]), '83740000000177016b6101'],
  ['an improper list', new ImproperList([1], 2), '836c0000000161016102'],
];

describe('terms in the external format', () => {
  test.each(written)('%s', (_, term, bytes) => {
    expect(encodeTerm(term).toString('hex')).toBe(bytes);
    const back = decodeTerm(Buffer.from(bytes, 'hex'));
    expect(back).toEqual(typeof term === 'bigint' ? Number(term) : term);
  });

  test('a number beyond what a double holds stays whole', () => {
    const huge = -(2n ** 4000n) - 1n;
    expect(decodeTerm(encodeTerm(huge))).toBe(huge);
  });

  test('what is cut off, or no term, is an error', () => {
    expect(() => decodeTerm(Buffer.from('836d00000005aa', 'hex'))).toThrow(RangeError);
    expect(() => decodeTerm(Buffer.from('8264', 'hex'))).toThrow('not an Erlang term');
  });
});
