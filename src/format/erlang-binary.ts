import { codePoint, isPrintable, printQuoted } from './erlang-leaves.js';

/** A binary's text; only the list of bytes may be broken over lines. */
export interface BinaryText {
  readonly text: string;
  readonly breakable: boolean;
}

const plainAscii = /^[ !#-[\]-~]+$/;
const replacementCharacter = '\ufffd';
const encoder = new TextEncoder();
const lossyDecoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A binary: `<<"text">>` if it is printable, else its bytes. `~p` takes bytes for latin1, `~tp` tries UTF-8 first. */
export function printBinary(value: string | Uint8Array, unicode: boolean): BinaryText {
  if (value.length === 0) return { text: '<<>>', breakable: false };
  if (typeof value === 'string' && plainAscii.test(value)) return { text: `<<"${value}">>`, breakable: false };
  const bytes = typeof value === 'string' ? encoder.encode(value) : value;
  if (unicode) {
    const reading = readUnicode(bytes);
    if (reading === 'unprintable') return asBytes(bytes);
    if (reading !== 'not UTF-8') return asText(reading, reading.length < bytes.length ? '/utf8' : '');
  }
  return bytes.every(isPrintable) ? asText(bytes, '') : asBytes(bytes);
}

function asText(codes: Iterable<number>, suffix: string): BinaryText {
  return { text: `<<${printQuoted(codes, '"', true)}${suffix}>>`, breakable: false };
}

function asBytes(bytes: Uint8Array): BinaryText {
  return { text: `<<${bytes.join(',')}>>`, breakable: true };
}

/** The first character that is unprintable or broken decides, as in Erlang. */
function readUnicode(bytes: Uint8Array): readonly number[] | 'unprintable' | 'not UTF-8' {
  const codes: number[] = [];
  let offset = 0;
  for (const character of lossyDecoder.decode(bytes)) {
    if (character === replacementCharacter && !isReplacementCharacter(bytes, offset)) return 'not UTF-8';
    const code = codePoint(character);
    if (!isPrintable(code)) return 'unprintable';
    codes.push(code);
    offset += code < 128 ? 1 : 2;
  }
  return codes;
}

function isReplacementCharacter(bytes: Uint8Array, offset: number): boolean {
  return bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
}
