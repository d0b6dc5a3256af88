import { expect, test } from 'vitest';
import { parseErlang } from '../../src/format/erlang-parse.js';
import { printErlang, printErlangLine } from '../../src/format/erlang-text.js';
import { Atom, Dictionary, Float, ImproperList, Opaque, type Term, Tuple } from '../../src/format/term.js';

const seeds = Array.from({ length: 300 }, (_, index) => index + 1);

test.each(seeds)('a random term survives printing and reading: seed %i', (seed) => {
  const term = new Generator(seed).term(5);
  for (const otp of [25, 27]) {
    for (const unicode of [false, true]) {
      for (const columns of [20, 80, 200]) {
        const text = printErlang(term, { otp, unicode, columns });
        const read = parseErlang(text);
        expect(printErlang(read, { otp, unicode, columns })).toBe(text);
        if (otp === 27) expect(read).toEqual(term);
      }
    }
  }
  expect(parseErlang(printErlangLine(term))).toEqual(term);
});

/** Terms in the shape the parser gives them: no plain objects, null, or strings that are not the shortest form. */
class Generator {
  #state: number;

  constructor(seed: number) {
    this.#state = seed * 2654435761;
  }

  term(depth: number): Term {
    const choice = this.#below(depth === 0 ? 6 : 14);
    if (choice < 6) return this.#leaf(choice);
    const items = Array.from({ length: this.#below(6) }, () => this.term(depth - 1));
    if (choice < 9) return items;
    if (choice < 11) return new Tuple(...items);
    if (choice < 12) return new Tuple(new Atom(this.#text('abcdefgh', 18)), ...items);
    if (choice < 13) return new Dictionary(items.map((item, index) => [`key ${index}`, item]));
    return items.length === 0 ? items : new ImproperList(items, this.#leaf(this.#below(4)));
  }

  #leaf(choice: number): Term {
    const numbers = [this.#below(300), -1, 2n ** 70n, 0.1, -1.5e-7, new Float(1e22), new Float(100), new Float(-0)];
    const handles = ['<0.1.0>', '#Ref<0.1.2.3>', '<<5:3>>', '<<1,2,3:7>>'].map((text) => new Opaque(text));
    switch (choice) {
      case 0:
        return numbers[this.#below(numbers.length)] ?? 0;
      case 1:
        return new Atom(this.#text("abcXYZ09_@-. '\\\n\x00\x7fé÷日😀", 12));
      case 2:
        return this.#text('abc XYZ"\\\n\x1b\x00é日😀', 40);
      case 3:
        return this.#below(2) === 0;
      case 4:
        return Uint8Array.from({ length: 1 + this.#below(40) }, () => 128 + this.#below(64));
      default:
        return handles[this.#below(handles.length)] ?? true;
    }
  }

  #text(alphabet: string, longest: number): string {
    const characters = Array.from(alphabet);
    return Array.from({ length: this.#below(longest + 1) }, () => characters[this.#below(characters.length)]).join('');
  }

  /** A linear congruential generator: good enough, and the same everywhere. */
  #below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * limit);
  }
}
