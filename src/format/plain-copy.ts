/** Copies bytes without the escapes that tools up to 3.12 write even into pipes; one for each stream. */
export interface PlainCopy {
  /** What of this chunk, and of what was held back before it, can be written. */
  take(chunk: Uint8Array): Uint8Array;
  /** The rest, when no more comes. */
  end(): Uint8Array;
}

/**
 * Bold and colours are dropped; letters between the two escapes that switch to VT100's drawing characters and back
 * become the Unicode ones. An escape that is cut by the end of a chunk waits for the next.
 */
export function plainCopy(): PlainCopy {
  let held = '';
  let drawing = false;
  const plain = (text: string): string =>
    text
      .split(/(\x1b\([0B])/)
      .map((part) => {
        if (!part.startsWith('\x1b('))
          return drawing ? part.replace(/[j-x]/g, (letter) => boxes[letter] ?? letter) : part;
        drawing = part.endsWith('0');
        return '';
      })
      .join('')
      .replace(/\x1b\[[0-9;]*m/g, '');
  return {
    take: (chunk) => {
      const text = held + Buffer.from(chunk).toString('latin1');
      held = /\x1b(?:\[[0-9;]*|\()?$/.exec(text)?.[0] ?? '';
      return encode(plain(text.slice(0, text.length - held.length)));
    },
    end: () => encode(held),
  };
}

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
