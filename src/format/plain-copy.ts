import { openLine } from './open-line.js';

/** Copies bytes without the escapes that tools up to 3.12 write even into pipes; one for each stream. */
export interface PlainCopy {
  /** What of this chunk, and of what was held back before it, can be written. */
  take(chunk: Uint8Array): Uint8Array;
  /** The rest, when no more comes. */
  end(): Uint8Array;
}

/**
 * Bold and coloured words lose their escapes; letters between the two that switch to VT100's drawing characters and
 * back become the Unicode ones. Only what is closed on its line is the tool's: names may hold escapes, too, and keep them.
 */
export function plainCopy(): PlainCopy {
  const line = openLine(/\x1b/);
  return {
    take: (chunk) => encode(plain(line.take(Buffer.from(chunk).toString('latin1')))),
    end: () => encode(plain(line.end())),
  };
}

const plain = (text: string): string =>
  text
    .replace(/\x1b\(0([j-x]+)\x1b\(B/g, (_, letters: string) =>
      letters.replace(/./g, (letter) => boxes[letter] ?? letter),
    )
    // Bold, a colour or both, as the tools' ANSI module and its library of tables put them around a word.
    .replace(/(?:\x1b\[(?:1|3[1-7])m){1,2}([^\x1b\n]*)\x1b\[0m/g, '$1');

/** Latin-1 carries bytes through unchanged; only the boxes are characters of ours. */
const encode = (text: string): Uint8Array =>
  Buffer.concat(
    text.split(/([\u2500-\u257f]+)/).map((part, index) => Buffer.from(part, index % 2 === 1 ? 'utf8' : 'latin1')),
  );

const boxes: Readonly<Record<string, string>> = {
  j: '┘',
  k: '┐',
  l: '┌',
  m: '└',
  n: '┼',
  q: '─',
  t: '├',
  u: '┤',
  v: '┴',
  w: '┬',
  x: '│',
};
