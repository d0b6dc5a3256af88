/**
 * A value as Erlang knows it: what commands return and formatters print.
 *
 * | TypeScript            | Erlang                                                         |
 * |-----------------------|----------------------------------------------------------------|
 * | string                | binary `<<"…">>` (UTF-8)                                       |
 * | Uint8Array            | binary of any bytes                                            |
 * | number, bigint        | integer; a number with a fraction is a float                   |
 * | Float                 | float (1.0 is not 1)                                           |
 * | boolean, null         | `true`, `false`, `undefined`                                   |
 * | Atom, Tuple           | atom, tuple                                                    |
 * | array                 | list; printable integers print as a string, as in Erlang       |
 * | plain object          | proplist with atom keys `[{key,Value}]`; a JSON object in JSON |
 * | Dictionary            | map `#{Key => Value}`                                          |
 * | AmqpTable             | arguments of a queue, exchange or binding                      |
 */
export type Term =
  | string
  | number
  | bigint
  | boolean
  | null
  | Uint8Array
  | Atom
  | Float
  | Tuple
  | Dictionary
  | AmqpTable
  | ImproperList
  | Opaque
  | readonly Term[]
  | Properties;

export interface Properties {
  readonly [key: string]: Term;
}

export class Atom {
  constructor(readonly name: string) {}
}

export class Float {
  constructor(readonly value: number) {}
}

export class Tuple {
  readonly items: readonly Term[];
  constructor(...items: readonly Term[]) {
    this.items = items;
  }
}

export class Dictionary {
  constructor(readonly entries: readonly (readonly [Term, Term])[]) {}
}

/**
 * Arguments as HTTP gives them: the AMQP types of the numbers are lost, so only text formats can print it truly. A whole
 * float comes as a Number object (api/json.ts), and is a Float in `fields`.
 */
export class AmqpTable {
  readonly fields: Properties;
  constructor(fields: Properties) {
    this.fields = termsOf(fields);
  }
}

/** `[a|b]`: occurs in Erlang's own terms, never in RabbitMQ's data. */
export class ImproperList {
  constructor(
    readonly items: readonly Term[],
    readonly tail: Term,
  ) {}
}

/** A pid, port, reference, fun or bit string: printed as it was read. */
export class Opaque {
  constructor(readonly text: string) {}
}

/** True for a plain object, the one kind of Term that has no class of its own. */
export function isProperties(term: Term): term is Properties {
  return term !== null && typeof term === 'object' && Object.getPrototypeOf(term) === Object.prototype;
}

function withFloats(value: Term): Term {
  if (value instanceof Number) return new Float(Number(value));
  if (Array.isArray(value)) return value.map(withFloats);
  return isProperties(value) ? termsOf(value) : value;
}

const termsOf = (properties: Properties): Properties =>
  Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, withFloats(value)]));
