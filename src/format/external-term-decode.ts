import { Atom, Dictionary, Float, ImproperList, type Term, Tuple } from './term.js';

/** What `term_to_binary` has written. Throws RangeError for bytes that are no such thing, compressed ones and pids among them. */
export function decodeTerm(bytes: Uint8Array): Term {
  const reader = new Reader(Buffer.from(bytes));
  if (reader.unsigned(1) !== 131) throw new RangeError('not an Erlang term');
  return decode(reader);
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  unsigned(width: 1 | 2 | 4): number {
    const value = this.#bytes.readUIntBE(this.#at, width);
    this.#at += width;
    return value;
  }

  take(length: number): Buffer {
    if (this.#at + length > this.#bytes.length) throw new RangeError('an Erlang term that is cut off');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
}

function decode(reader: Reader): Term {
  const tag = reader.unsigned(1);
  switch (tag) {
    case 70:
      return new Float(reader.take(8).readDoubleBE());
    case 97:
      return reader.unsigned(1);
    case 98:
      return reader.take(4).readInt32BE();
    case 100:
      return atom(reader.take(reader.unsigned(2)).toString('latin1'));
    case 104:
      return new Tuple(...many(reader, reader.unsigned(1)));
    case 105:
      return new Tuple(...many(reader, reader.unsigned(4)));
    case 106:
      return [];
    case 107:
      return [...reader.take(reader.unsigned(2))];
    case 108:
      return list(reader);
    case 109:
      return binary(reader.take(reader.unsigned(4)));
    case 110:
      return big(reader, reader.unsigned(1));
    case 111:
      return big(reader, reader.unsigned(4));
    case 115:
      return atom(reader.take(reader.unsigned(1)).toString('latin1'));
    case 116:
      return new Dictionary(
        Array.from({ length: reader.unsigned(4) }, () => [decode(reader), decode(reader)] as const),
      );
    case 118:
      return atom(reader.take(reader.unsigned(2)).toString());
    case 119:
      return atom(reader.take(reader.unsigned(1)).toString());
    default:
      throw new RangeError(`an Erlang term of kind ${tag}`);
  }
}

const many = (reader: Reader, count: number): readonly Term[] => Array.from({ length: count }, () => decode(reader));

function list(reader: Reader): Term {
  const items = many(reader, reader.unsigned(4));
  const tail = decode(reader);
  return Array.isArray(tail) && tail.length === 0 ? items : new ImproperList(items, tail);
}

function atom(name: string): Term {
  if (name === 'true' || name === 'false') return name === 'true';
  return name === 'undefined' ? null : new Atom(name);
}

/** Text where it is UTF-8, as the parser of Erlang's own text has it. */
function binary(bytes: Buffer): Term {
  const text = bytes.toString();
  return Buffer.from(text).equals(bytes) ? text : new Uint8Array(bytes);
}

function big(reader: Reader, size: number): Term {
  const negative = reader.unsigned(1) === 1;
  const value = reader.take(size).reduceRight((sum, digit) => (sum << 8n) | BigInt(digit), 0n as bigint);
  const signed = negative ? -value : value;
  return signed >= BigInt(Number.MIN_SAFE_INTEGER) && signed <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(signed)
    : signed;
}
