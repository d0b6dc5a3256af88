import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseErlang } from '../../src/format/erlang-parse.js';
import { printErlang, printErlangLine } from '../../src/format/erlang-text.js';
import { AmqpTable, Atom, Dictionary, Float, ImproperList, Opaque, type Term, Tuple } from '../../src/format/term.js';

interface Pair {
  readonly term: string;
  readonly width80: string;
  readonly tp_width80?: string;
}

/** `term` is what `~w` prints; `tp` and `line` (`~1000000000000tp`) are left out where they say nothing new. */
interface Recording {
  readonly otp: number;
  readonly term: string;
  readonly p: string;
  readonly tp?: string;
  readonly line?: string;
}

describe('the pairs recorded from OTP 25', () => {
  test.each(fixture<Pair>('erlang-terms.json'))('$term', ({ term, width80, tp_width80 }) => {
    const value = parseErlang(term);
    expect(printErlang(value, { otp: 25 })).toBe(width80);
    expect(printErlang(parseErlang(width80), { otp: 25 })).toBe(width80);
    if (tp_width80 !== undefined) expect(printErlang(value, { otp: 25, unicode: true })).toBe(tp_width80);
  });
});

describe('awkward and random terms, as OTP 23, 25, 27 and 29 print them', () => {
  test.each(fixture<Recording>('erlang-terms-by-release.json'))(
    'OTP $otp: $p',
    ({ otp, term, p, tp = p, line = tp }) => {
      const value = parseErlang(term);
      expect(printErlang(value, { otp })).toBe(p);
      expect(printErlang(value, { otp, unicode: true })).toBe(tp);
      expect(printErlangLine(value, otp)).toBe(line);
      expect(printErlang(parseErlang(p), { otp })).toBe(p);
    },
  );
});

describe('terms as commands make them', () => {
  test.each<[string, Term, string]>([
    ['a plain object', { name: 'q1', messages: 3 }, '[{name,<<"q1">>},{messages,3}]'],
    ['an empty object', {}, '[]'],
    ['a key that needs quotes', { 'x-y': null }, "[{'x-y',undefined}]"],
    ['null', null, 'undefined'],
    ['booleans are atoms', [true, false], '[true,false]'],
    ['a large whole number', 1e21, '1000000000000000000000'],
    ['a bigint', 18446744073709551616n, '18446744073709551616'],
    ['a whole float', new Float(1), '1.0'],
    ['a number with a fraction', 0.5, '0.5'],
    ['a negative zero that is an integer', -0, '0'],
    ['bytes', Uint8Array.of(1, 2), '<<1,2>>'],
    ['no bytes', new Uint8Array(), '<<>>'],
    ['printable numbers', [97, 98n], '"ab"'],
    ['floats are no characters', [new Float(97)], '[97.0]'],
    ['an improper list', new ImproperList([1], new Atom('tail')), '[1|tail]'],
    ['a pid', new Opaque('<0.1.0>'), '<0.1.0>'],
    ['a map', new Dictionary([['k', new Tuple('v')]]), '#{<<"k">> => {<<"v">>}}'],
  ])('%s', (_name, term, text) => {
    expect(printErlang(term, { otp: 27 })).toBe(text);
  });

  test('the width of the page', () => {
    expect(printErlang(['aaa', 'bbb'], { otp: 27, columns: 18 })).toBe('[<<"aaa">>,\n <<"bbb">>]');
    expect(printErlang(['aaa', 'bbb'], { otp: 27, columns: 25 })).toBe('[<<"aaa">>,<<"bbb">>]');
  });

  test('any depth of nesting', () => {
    const depth = 50_000;
    let term: Term = [];
    for (let level = 1; level < depth; level += 1) term = [term];
    expect(printErlang(term, { otp: 27 })).toBe('['.repeat(depth) + ']'.repeat(depth));
  });
});

describe('arguments', () => {
  const table = new AmqpTable({
    'x-queue-type': 'quorum',
    'x-max-length': 10,
    'x-expires': 2 ** 40,
    rate: 0.5,
    on: true,
    nested: { list: ['a', 1] },
    ключ: 'é€',
    empty: '',
  });

  test('are a list of pairs without types in table cells', () => {
    expect(printErlangLine(table)).toBe(
      '[{"x-queue-type","quorum"},{"x-max-length",10},{"x-expires",1099511627776},{"rate",0.5},{"on",true},' +
        '{"nested",[{"list",["a",1]}]},{[1082,1083,1102,1095],[233,8364]},{"empty",[]}]',
    );
    expect(printErlangLine(new AmqpTable({}))).toBe('[]');
  });

  test('are typed elsewhere', () => {
    expect(printErlang(table, { otp: 27, columns: 1000, unicode: true })).toBe(
      '[{<<"x-queue-type">>,longstr,<<"quorum">>},{<<"x-max-length">>,signedint,10},' +
        '{<<"x-expires">>,long,1099511627776},{<<"rate">>,double,0.5},{<<"on">>,bool,true},' +
        '{<<"nested">>,table,[{<<"list">>,array,[{longstr,<<"a">>},{signedint,1}]}]},' +
        '{<<208,186,208,187,209,142,209,135>>,longstr,<<195,169,226,130,172>>},{<<"empty">>,longstr,<<>>}]',
    );
  });
});

function fixture<Entry>(name: string): readonly Entry[] {
  return JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8'));
}
