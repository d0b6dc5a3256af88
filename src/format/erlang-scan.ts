import { DataError } from '../errors.js';

const space = /\s*/y;
const simpleEscapes: Readonly<Record<string, string>> = {
  b: '\b',
  d: '\x7f',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  s: ' ',
  t: '\t',
  v: '\v',
};
const escapeSequence = /\\(?:x\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|([0-7]{1,3})|\^([\s\S])|([\s\S]))/y;

/** Walks over Erlang text once, from left to right. */
export class Scanner {
  #position = 0;

  constructor(readonly text: string) {}

  skipSpace(): void {
    space.lastIndex = this.#position;
    space.test(this.text);
    this.#position = space.lastIndex;
  }

  atEnd(): boolean {
    return this.#position >= this.text.length;
  }

  /** True if this text comes next, blanks aside. */
  comesNext(token: string): boolean {
    this.skipSpace();
    return this.text.startsWith(token, this.#position);
  }

  /** Steps over this very text, and the blanks before it, if it comes next. */
  take(token: string): boolean {
    if (!this.comesNext(token)) return false;
    this.#position += token.length;
    return true;
  }

  expect(token: string): void {
    if (!this.take(token)) throw this.error(`expected ${token}`);
  }

  /** What a sticky pattern matches here, stepped over. */
  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.text);
    if (found === null) return undefined;
    this.#position += found[0].length;
    return found;
  }

  /** The rest of a quoted text whose opening quote was taken, escapes resolved. */
  quoted(quote: string): string {
    const opened = this.#position - 1;
    let value = '';
    for (let start = this.#position; ; start = this.#position) {
      this.#position = this.#endOfRun(quote, start);
      value += this.text.slice(start, this.#position);
      if (this.atEnd()) throw this.error(`${quote} is never closed`, opened);
      if (this.text[this.#position] === quote) break;
      value += this.#escaped();
    }
    this.#position += 1;
    return value;
  }

  error(problem: string, position = this.#position): DataError {
    const before = this.text.slice(0, position);
    const line = before.split('\n').length;
    const column = position - before.lastIndexOf('\n');
    const snippet = this.text.slice(Math.max(0, position - 20), position + 20).trim();
    return new DataError(
      `not an Erlang term: ${problem} at line ${line}, column ${column}, near ${JSON.stringify(snippet)}`,
    );
  }

  #endOfRun(quote: string, start: number): number {
    let position = start;
    while (position < this.text.length && this.text[position] !== quote && this.text[position] !== '\\') position += 1;
    return position;
  }

  #escaped(): string {
    const found = this.match(escapeSequence);
    if (found === undefined) throw this.error('unfinished escape');
    const [, braced, hexadecimal, octal, control, simple] = found;
    if (braced !== undefined || hexadecimal !== undefined) {
      const code = Number.parseInt(braced ?? hexadecimal ?? '', 16);
      if (code > 0x10ffff) throw this.error('no such character');
      return String.fromCodePoint(code);
    }
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    if (control !== undefined) return String.fromCharCode(control.charCodeAt(0) & 31);
    return simpleEscapes[simple ?? ''] ?? simple ?? '';
  }
}
