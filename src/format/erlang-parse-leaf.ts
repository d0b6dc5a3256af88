import type { Scanner } from './erlang-scan.js';
import { Atom, Float, Opaque, type Term } from './term.js';

const number = /([-+]?)(\d+)(?:(\.\d+(?:[eE][-+]?\d+)?)|#([0-9a-zA-Z]+))?/y;
const unquotedAtom = /\p{Ll}[\p{L}\p{N}_@]*/uy;
/** `<0.1.0>`, `<rabbit@host.1.2.3>`, `#Port<0.5>`, `#Ref<0.1.2.3>`, `#Fun<module.1.2>`, `fun module:function/2`. */
const opaque = /<[^\s<>,"[\]{}|]+>|#[A-Z]\w*<[^<>"]*>|fun [^\s,"[\]{}|]+\/\d+/y;

/** Reads what has no items: a number, an atom, a string, a pid and the like. Blanks before it are skipped already. */
export function parseLeaf(scanner: Scanner): Term {
  const digits = scanner.match(number);
  if (digits !== undefined) return parseNumber(scanner, digits);
  if (scanner.take('"')) return stringCodes(scanner.quoted('"'));
  if (scanner.take("'")) return atom(scanner.quoted("'"));
  const handle = scanner.match(opaque);
  if (handle !== undefined) return new Opaque(handle[0]);
  const name = scanner.match(unquotedAtom);
  if (name !== undefined) return atom(name[0]);
  throw scanner.error(scanner.atEnd() ? 'the text ends too early' : 'no term starts here');
}

/** The number a pattern match stands for, whole or with a fraction. */
function parseNumber(scanner: Scanner, match: RegExpExecArray): Term {
  const [, sign = '', whole = '', fraction, based] = match;
  if (fraction !== undefined) return float(scanner, Number(`${sign}${whole}${fraction}`));
  const magnitude = based === undefined ? BigInt(whole) : digitsToInteger(scanner, based, Number(whole));
  const value = sign === '-' ? -magnitude : magnitude;
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

function float(scanner: Scanner, value: number): Term {
  if (!Number.isFinite(value)) throw scanner.error('a float too large');
  return Number.isInteger(value) ? new Float(value) : value;
}

function digitsToInteger(scanner: Scanner, digits: string, base: number): bigint {
  let value = 0n;
  for (const character of digits) {
    const digit = Number.parseInt(character, 36);
    if (base < 2 || base > 36 || digit >= base) throw scanner.error(`no digits of base ${base}`);
    value = value * BigInt(base) + BigInt(digit);
  }
  return value;
}

function atom(name: string): Term {
  return name === 'true' || name === 'false' ? name === 'true' : new Atom(name);
}

function stringCodes(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}
