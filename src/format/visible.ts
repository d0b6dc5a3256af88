/** Controls, lone surrogates, line separators, and the marks that reorder or hide what stands beside them. */
const unsafe = /[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Surrogate}/gu;

/** Text that cannot move the cursor, recolour the screen or turn the writing direction: such characters show as escapes. */
export const visible = (text: string): string => text.replace(unsafe, escaped);

/** The same for text of several lines, which may also keep its tabs. */
export const visibleLines = keeping(/[\n\t]/);

/** The same for a whole formatter's text: CSV ends lines as files do. */
export const visibleText = keeping(/\r?\n|\t/);

/** The same for what a node's own tool writes: colours stay, and boxes that are closed on their line. */
export const visibleOutput = keeping(/\r?\n|\t|\x1b\[[\d;:]*m|\x1b\(0[j-x]+\x1b\(B/);

/** The same for JSON, which stays JSON. */
export const visibleJson = (text: string): string =>
  text.replace(unsafe, (found) => (/[\n\t]/.test(found) ? found : `\\u${hexadecimal(found).padStart(4, '0')}`));

function keeping(kept: RegExp): (text: string) => string {
  const pattern = new RegExp(`(${kept.source})|${unsafe.source}`, 'gu');
  return (text) => text.replace(pattern, (found, keep: string | undefined) => keep ?? escaped(found));
}

function escaped(character: string): string {
  const short = shortEscapes[character];
  if (short !== undefined) return short;
  const code = hexadecimal(character);
  return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u{${code}}`;
}

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\x1b': '\\e' };

const hexadecimal = (character: string): string => character.charCodeAt(0).toString(16);
