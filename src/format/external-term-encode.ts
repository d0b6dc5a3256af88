import { Atom, Dictionary, Float, ImproperList, isProperties, type Term, Tuple } from './term.js';

/**
 * A term as Erlang's `term_to_binary` writes it (Erlang external term format, version 131). Throws TypeError for what has no
 * such form here: pids, references, funs, and tables whose types HTTP has lost.
 */
export const encodeTerm = (term: Term): Buffer => Buffer.concat([Buffer.from([131]), encode(term)]);

function encode(term: Term): Buffer {
  if (typeof term === 'string') return binary(Buffer.from(term));
  if (term instanceof Uint8Array) return binary(Buffer.from(term));
  if (typeof term === 'boolean') return atom(String(term));
  if (term === null) return atom('undefined');
  if (term instanceof Atom) return atom(term.name);
  if (term instanceof Float) return float(term.value);
  if (typeof term === 'number') return Number.isInteger(term) ? integer(BigInt(term)) : float(term);
  if (typeof term === 'bigint') return integer(term);
  if (term instanceof Tuple) return tuple(term.items);
  if (term instanceof ImproperList) return list(term.items, encode(term.tail));
  if (term instanceof Dictionary) {
    return Buffer.concat([tagged(116, 4, term.entries.length), ...term.entries.flat().map(encode)]);
  }
  if (Array.isArray(term)) return encodeList(term);
  if (isProperties(term)) {
    return encodeList(Object.entries(term).map(([key, value]) => new Tuple(new Atom(key), value)));
  }
  throw new TypeError('this term has no external form');
}

const nil = Buffer.from([106]);

/** Up to 65535 bytes are written as a string. */
function encodeList(items: readonly Term[]): Buffer {
  if (items.length === 0) return nil;
  const bytes = items.filter((item) => typeof item === 'number' && Number.isInteger(item) && item >= 0 && item < 256);
  if (bytes.length === items.length && items.length < 65536) {
    return Buffer.concat([tagged(107, 2, items.length), Buffer.from(bytes as number[])]);
  }
  return list(items, nil);
}

const list = (items: readonly Term[], tail: Buffer): Buffer =>
  Buffer.concat([tagged(108, 4, items.length), ...items.map(encode), tail]);

const tuple = (items: readonly Term[]): Buffer =>
  Buffer.concat([
    items.length < 256 ? tagged(104, 1, items.length) : tagged(105, 4, items.length),
    ...items.map(encode),
  ]);

const binary = (bytes: Buffer): Buffer => Buffer.concat([tagged(109, 4, bytes.length), bytes]);

/** Up to OTP 25 Latin-1 names have another tag; every version reads this one. */
function atom(name: string): Buffer {
  const bytes = Buffer.from(name);
  return Buffer.concat([bytes.length < 256 ? tagged(119, 1, bytes.length) : tagged(118, 2, bytes.length), bytes]);
}

function float(value: number): Buffer {
  const bytes = Buffer.alloc(9, 70);
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

function integer(value: bigint): Buffer {
  if (value >= 0n && value < 256n) return Buffer.from([97, Number(value)]);
  if (value >= -(2n ** 31n) && value < 2n ** 31n) {
    const bytes = Buffer.alloc(5, 98);
    bytes.writeInt32BE(Number(value), 1);
    return bytes;
  }
  const digits: number[] = [];
  for (let rest = value < 0n ? -value : value; rest > 0n; rest >>= 8n) digits.push(Number(rest & 255n));
  const head = digits.length < 256 ? tagged(110, 1, digits.length) : tagged(111, 4, digits.length);
  return Buffer.concat([head, Buffer.from([value < 0n ? 1 : 0, ...digits])]);
}

function tagged(tag: number, width: 1 | 2 | 4, size: number): Buffer {
  const bytes = Buffer.alloc(1 + width, tag);
  bytes.writeUIntBE(size, 1, width);
  return bytes;
}
