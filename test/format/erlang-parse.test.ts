import { describe, expect, test } from 'vitest';
import { DataError } from '../../src/errors.js';
import { parseErlang } from '../../src/format/erlang-parse.js';
import { Atom, Dictionary, Float, ImproperList, Opaque, type Term, Tuple } from '../../src/format/term.js';

describe('what Erlang prints', () => {
  test.each<[string, Term]>([
    ['ok', new Atom('ok')],
    ['undefined', new Atom('undefined')],
    ['true', true],
    ["'false'", false],
    ['rabbit@node_1', new Atom('rabbit@node_1')],
    ["'it\\'s \\x{65E5}\\n\\000\\d'", new Atom("it's 日\n\0\x7f")],
    ['ñandú', new Atom('ñandú')],
    ['-17', -17],
    ['16#fF', 255],
    ['-2#101', -5],
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', 9007199254740993n],
    ['1.0', new Float(1)],
    ['-0.0', new Float(-0)],
    ['2.5e-3', 0.0025],
    ['"ab\\"c"', [97, 98, 34, 99]],
    ['""', []],
    ['"\\^A\\x41\\e"', [1, 65, 27]],
    ['[]', []],
    ['[1,[2],{}]', [1, [2], new Tuple()]],
    ['[a|b]', new ImproperList([new Atom('a')], new Atom('b'))],
    ['[1|[2|[3]]]', [1, 2, 3]],
    ['[1|[2|x]]', new ImproperList([1, 2], new Atom('x'))],
    ['[1|"a"]', [1, 97]],
    ['{a,1}', new Tuple(new Atom('a'), 1)],
    ['#{}', new Dictionary([])],
    [
      '#{a => 1,\n  "k" =>\n      [2]}',
      new Dictionary([
        [new Atom('a'), 1],
        [[107], [2]],
      ]),
    ],
    ['<<>>', ''],
    ['<<"abc">>', 'abc'],
    ['<<"">>', ''],
    ['<<"Ã©">>', 'é'],
    ['<<"é€"/utf8>>', 'é€'],
    ['<<"日本">>', '日本'],
    ['<<"caf\\303\\251">>', 'café'],
    ['<<"ctl",7>>', 'ctl\x07'],
    ['<<226,130,172>>', '€'],
    ['<<255,254>>', Uint8Array.of(255, 254)],
    ['<<1:16>>', '\0\x01'],
    ['<<5:3>>', new Opaque('<<5:3>>')],
    ['<<1, 2,\n  3:4>>', new Opaque('<<1,2,3:4>>')],
    ['<0.1.0>', new Opaque('<0.1.0>')],
    ['<rabbit@my-host.1795181051.4376.0>', new Opaque('<rabbit@my-host.1795181051.4376.0>')],
    ['#Port<0.5>', new Opaque('#Port<0.5>')],
    ['#Ref<0.1.2.3>', new Opaque('#Ref<0.1.2.3>')],
    ['#Fun<rabbit_misc.1.2>', new Opaque('#Fun<rabbit_misc.1.2>')],
    ['fun rabbit_misc:format/2', new Opaque('fun rabbit_misc:format/2')],
    ['[<0.1.0>,#Port<0.5>]', [new Opaque('<0.1.0>'), new Opaque('#Port<0.5>')]],
    [' \n [ 1 , 2 ] . \n', [1, 2]],
  ])('%s', (text, term) => {
    expect(parseErlang(text)).toEqual(term);
  });
});

describe('what is no term', () => {
  test.each([
    ['', 'the text ends too early at line 1, column 1'],
    ['[1,2', 'expected ] at line 1, column 5'],
    ['[1,', 'the text ends too early'],
    ['[1,]', 'no term starts here at line 1, column 4'],
    ['[|a]', 'no term starts here'],
    ['{1|2}', 'expected }'],
    ['[1|2,3]', 'expected ]'],
    ['[1}', 'expected ]'],
    ['#{a}', 'expected =>'],
    ['#{a => 1,b}', 'expected =>'],
    ['a b', 'there is more text behind the term at line 1, column 3'],
    ['[1,\n Foo]', 'no term starts here at line 2, column 2, near "[1,\\n Foo]"'],
    ['"abc', '" is never closed at line 1, column 1'],
    ['"abc\\', 'unfinished escape'],
    ['"\\x{110000}"', 'no such character'],
    ['<<1,2', 'expected ,'],
    ['<<a>>', 'no part of a binary'],
    ['<<1:3,2>>', 'expected >>'],
    ['<<1:9999999>>', 'too wide'],
    ['<<"a"/latin9>>', 'unknown type latin9'],
    ['37#1', 'no digits of base 37'],
    ['1.0e999', 'a float too large'],
    ['#record{a = 1}', 'no term starts here'],
  ])('%s', (text, problem) => {
    expect(() => parseErlang(text)).toThrow(DataError);
    expect(() => parseErlang(text)).toThrow(problem);
  });
});

describe('large texts', () => {
  test('any depth of nesting', () => {
    const depth = 50_000;
    let term = parseErlang(`${'[{a,'.repeat(depth)}1${'}]'.repeat(depth)}`);
    let found = 0;
    while (Array.isArray(term)) {
      const [tuple] = term;
      term = tuple.items[1];
      found += 1;
    }
    expect([found, term]).toEqual([depth, 1]);
  });

  test('megabytes take no time to speak of', () => {
    const items = 100_000;
    const list = parseErlang(`[${Array.from({ length: items }, (_, index) => `{q${index},<<"name">>}`).join(',\n ')}]`);
    expect(list).toHaveLength(items);
    expect(parseErlang(`<<"${'\\"x'.repeat(1_000_000)}">>`)).toHaveLength(2_000_000);
    expect(parseErlang(`<<${'200,'.repeat(500_000)}200>>`)).toHaveLength(500_001);
  }, 60_000);
});
