import { inflateSync } from 'node:zlib';

/**
 * Definitions in Erlang's external term format (`export_definitions --format erlang`) as JSON text: binaries and atoms are
 * strings, maps objects, floats stay floats. Throws RangeError or Error for anything that is not such a term.
 */
export function externalTermJson(bytes: Uint8Array): string {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (whole[0] !== 131) throw new Error('it does not begin like an Erlang term');
  const packed = whole[1] === 80;
  const reader = new Reader(packed ? inflateSync(whole.subarray(6)) : whole.subarray(1));
  const text = reader.term();
  if (!reader.atEnd) throw new Error('something follows the term');
  return text;
}

/** One term after another, each as JSON; the tags are those of the external term format. */
class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  term(): string {
    const tag = this.#unsigned(1);
    switch (tag) {
      case 70:
        return floatText(this.#take(8).readDoubleBE());
      case 97:
        return String(this.#unsigned(1));
      case 98:
        return String(this.#take(4).readInt32BE());
      case 110:
      case 111:
        return this.#big(this.#unsigned(tag === 110 ? 1 : 4));
      case 100:
      case 118:
        return atomText(this.#take(this.#unsigned(2)));
      case 115:
      case 119:
        return atomText(this.#take(this.#unsigned(1)));
      case 109:
        return JSON.stringify(this.#take(this.#unsigned(4)).toString('utf8'));
      case 106:
        return '[]';
      // A list of small integers.
      case 107:
        return JSON.stringify([...this.#take(this.#unsigned(2))]);
      case 108:
        return this.#list(this.#unsigned(4));
      case 116:
        return this.#map(this.#unsigned(4));
      default:
        throw new Error(`definitions hold no term with the tag ${tag}`);
    }
  }

  #list(length: number): string {
    const items = Array.from({ length }, () => this.term());
    if (this.#unsigned(1) !== 106) throw new Error('a list does not end as lists do');
    return `[${items.join(',')}]`;
  }

  #map(size: number): string {
    const members = Array.from({ length: size }, () => {
      const key = this.term();
      return `${key.startsWith('"') ? key : JSON.stringify(key)}:${this.term()}`;
    });
    return `{${members.join(',')}}`;
  }

  #big(length: number): string {
    const negative = this.#unsigned(1) === 1;
    const digits = Buffer.from(this.#take(length)).reverse().toString('hex');
    return `${negative ? '-' : ''}${BigInt(`0x${digits || '0'}`)}`;
  }

  #unsigned(size: 1 | 2 | 4): number {
    return this.#take(size).readUIntBE(0, size);
  }

  #take(length: number): Buffer {
    if (this.#at + length > this.#bytes.length) throw new RangeError('the term ends too early');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
}

function atomText(bytes: Buffer): string {
  const name = bytes.toString('utf8');
  if (name === 'true' || name === 'false') return name;
  return name === 'undefined' || name === 'null' ? 'null' : JSON.stringify(name);
}

/** 1.0 is no integer: the type of an argument counts. */
const floatText = (value: number): string => (Number.isInteger(value) ? `${value.toFixed(1)}` : String(value));
