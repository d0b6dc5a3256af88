/** Text that cannot move the cursor, recolour the screen or turn the writing direction: such characters show as escapes. */
export const visible = (text: string): string => text.replace(unsafe, escaped);

/** The same for text of several lines, which may also keep its tabs. */
export const visibleLines = (text: string): string =>
  text.replace(unsafe, (found) => (found === '\n' || found === '\t' ? found : escaped(found)));

/** Controls, lone surrogates, line separators, and the marks that reorder or hide what stands beside them. */
const unsafe = /[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Surrogate}/gu;

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\x1b': '\\e' };

function escaped(character: string): string {
  const code = character.charCodeAt(0).toString(16);
  return short[character] ?? (code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u{${code}}`);
}
