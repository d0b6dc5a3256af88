/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function randomly(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Up to six words of up to a dozen pieces, with all that means something to one shell or another. */
export function randomArgv(random: () => number): readonly string[] {
  const below = (limit: number) => Math.floor(random() * limit);
  const piece = (): string => {
    switch (below(6)) {
      case 0:
        return pieces[below(pieces.length)] ?? '';
      case 1:
        return String.fromCodePoint(1 + below(0x7f));
      case 2:
        return String.fromCodePoint(0x80 + below(0xd800 - 0x80));
      case 3:
        return String.fromCodePoint(0xe000 + below(0x110000 - 0xe000));
      default:
        return letters[below(letters.length)] ?? '';
    }
  };
  // A line of its own is the mark between two lists: no word may hold it.
  const word = () =>
    Array.from({ length: below(12) }, piece)
      .join('')
      .replace(/\n\u0001+/g, '\n');
  return Array.from({ length: 1 + below(6) }, word);
}

const letters = 'abcXYZ019._-/:@%+=, ';
const pieces = [
  ...["'", '"', '`', '$', '\\', '!', '#', '&', ';', '|', '<', '>', '(', ')', '{', '}', '[', ']', '*', '?', '~', '^'],
  ...['\n', '\r', '\t', '\r\n', '$HOME', '$(id)', '`id`', '${x}', "'\\''", '\\\\', '--', '-n', '%s', '!!', '\u001b[2J'],
  ...['é', '日本', '👩‍👩‍👧', '\u202e', '\ufeff', '&&', '||', '2>&1', '<<EOF', '$$', "$'\\n'"],
];
