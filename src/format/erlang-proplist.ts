import { type AmqpTable, Atom, Float, isProperties, type Properties, type Term, Tuple } from './term.js';

const largestSignedInt = 2 ** 31 - 1;

/** A plain object as Erlang keeps it: `[{key,Value}]`. */
export function propertyList(properties: Properties): Tuple[] {
  return Object.entries(properties).map(([key, value]) => new Tuple(new Atom(key), value));
}

/** Arguments as the server keeps them, `{Key,Type,Value}`, as far as the types can be guessed from JSON. */
export function typedArguments(table: AmqpTable): Term {
  return Object.entries(table.fields).map(([key, value]) => new Tuple(key, ...typed(value)));
}

/** Arguments as the real tool shows them in table cells: without types, texts as lists of characters. */
export function plainArguments(table: AmqpTable): Term {
  return plain(table.fields);
}

function typed(value: Term): [Term, Term] {
  if (typeof value === 'string' || value instanceof Uint8Array) return [new Atom('longstr'), value];
  if (typeof value === 'boolean') return [new Atom('bool'), value];
  if (value === null) return [new Atom('void'), value];
  if (value instanceof Float) return [new Atom('double'), value];
  if (typeof value === 'bigint') return [new Atom('long'), value];
  if (typeof value === 'number') return [new Atom(numberType(value)), value];
  if (Array.isArray(value)) return [new Atom('array'), value.map((item) => new Tuple(...typed(item)))];
  if (isProperties(value)) {
    return [new Atom('table'), Object.entries(value).map(([key, field]) => new Tuple(key, ...typed(field)))];
  }
  return [new Atom('longstr'), value];
}

function numberType(value: number): string {
  if (!Number.isInteger(value)) return 'double';
  return Math.abs(value) <= largestSignedInt ? 'signedint' : 'long';
}

function plain(value: Term): Term {
  if (typeof value === 'string') return codePoints(value);
  if (Array.isArray(value)) return value.map(plain);
  if (isProperties(value)) {
    return Object.entries(value).map(([key, field]) => new Tuple(codePoints(key), plain(field)));
  }
  return value;
}

function codePoints(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}
