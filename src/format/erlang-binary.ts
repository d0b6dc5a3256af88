import { codePoint, isPrintable, printQuoted } from './erlang-leaves.js';

/** A binary's text; only the list of bytes may be broken over lines. */
export interface BinaryText {
  readonly text: string;
  readonly breakable: boolean;
}

const plainAscii = /^[ !#-[\]-~]+$/;
/** 27 still reads all of a binary before it decides, 29 does not; 28 is not known. */
const firstOtpThatStopsEarly = 28;
const replacementCharacter = '\ufffd';
const encoder = new TextEncoder();
const lossyDecoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A binary: `<<"text">>` if it is printable, else its bytes. `~p` takes bytes for latin1, `~tp` tries UTF-8 first. */
export function printBinary(value: string | Uint8Array, otp: number, unicode: boolean): BinaryText {
  if (value.length === 0) return { text: '<<>>', breakable: false };
  if (typeof value === 'string' && plainAscii.test(value)) return { text: `<<"${value}">>`, breakable: false };
  const bytes = typeof value === 'string' ? encoder.encode(value) : value;
  if (unicode) {
    const reading = readUnicode(bytes, otp >= firstOtpThatStopsEarly);
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

/** Is a binary with an unprintable character followed by a broken one unprintable Unicode, or no Unicode at all? */
function readUnicode(bytes: Uint8Array, stopEarly: boolean): readonly number[] | 'unprintable' | 'not UTF-8' {
  const codes: number[] = [];
  let offset = 0;
  let printable = true;
  for (const character of lossyDecoder.decode(bytes)) {
    if (character === replacementCharacter && !isReplacementCharacter(bytes, offset)) return 'not UTF-8';
    const code = codePoint(character);
    printable &&= isPrintable(code);
    if (!printable && stopEarly) break;
    codes.push(code);
    offset += utf8Length(code);
  }
  return printable ? codes : 'unprintable';
}

function utf8Length(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

function isReplacementCharacter(bytes: Uint8Array, offset: number): boolean {
  return bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
}
