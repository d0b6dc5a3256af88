import type { Scanner } from './erlang-scan.js';
import { Opaque, type Term } from './term.js';

const integer = /(-?\d+)(?::(\d+))?/y;
const typeSuffix = /\/([a-z\d-]+)/y;
const widestSegment = 64;
const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads a binary whose `<<` was taken: texts, UTF-8 texts and integers of some bits, in any mixture. */
export function parseBinary(scanner: Scanner): Term {
  const bytes: number[] = [];
  if (scanner.take('>>')) return '';
  for (;;) {
    const bits = scanner.take('"') ? parseText(scanner, bytes) : parseInteger(scanner, bytes);
    if (bits !== undefined) {
      scanner.expect('>>');
      return new Opaque(`<<${[...bytes, bits].join(',')}>>`);
    }
    if (scanner.take('>>')) return binary(Uint8Array.from(bytes));
    scanner.expect(',');
  }
}

/** Characters are bytes unless `/utf8` says otherwise or one of them cannot be a byte. */
function parseText(scanner: Scanner, bytes: number[]): undefined {
  const text = scanner.quoted('"');
  const type = scanner.match(typeSuffix)?.[1];
  if (type !== undefined && type !== 'utf8') throw scanner.error(`unknown type ${type}`);
  if (type === 'utf8' || /[^\u0000-\u00ff]/.test(text)) {
    for (const byte of encoder.encode(text)) bytes.push(byte);
  } else {
    for (let index = 0; index < text.length; index += 1) bytes.push(text.charCodeAt(index));
  }
}

/** Adds the whole bytes of an integer; gives back the bits that are left over, as Erlang writes them: `5:3`. */
function parseInteger(scanner: Scanner, bytes: number[]): string | undefined {
  const match = scanner.match(integer);
  if (match === undefined) throw scanner.error('no part of a binary');
  const [, digits = '0', bits = '8'] = match;
  const value = BigInt(digits);
  let left = Number(bits);
  if (left > widestSegment) throw scanner.error(`a part of ${bits} bits is too wide`);
  for (; left >= 8; left -= 8) bytes.push(Number((value >> BigInt(left - 8)) & 255n));
  return left === 0 ? undefined : `${value & ((1n << BigInt(left)) - 1n)}:${left}`;
}

function binary(bytes: Uint8Array): Term {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return bytes;
  }
}
