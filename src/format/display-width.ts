/** Columns that the text takes on a terminal: East Asian characters and emoji take two, combining marks none. */
export function displayWidth(text: string): number {
  if (isNarrow(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemesOf(text)) width += graphemeWidth(segment);
  return width;
}

/** Each character takes one column: letters without marks, dots and dashes, the bars of sparklines. Tells at once what is usual. */
export const isNarrow = (text: string): boolean => /^[\x20-\x7e\xb7\u2013\u2026\u2581-\u2588]*$/.test(text);

/** What a reader takes for characters, however many code points each is made of. */
export function graphemeCount(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  return Array.from(graphemesOf(text)).length;
}

/** The text, or as much of its beginning as fits beside an ellipsis. */
export function shorten(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  let room = width - 1;
  for (const { segment } of graphemesOf(text)) {
    room -= graphemeWidth(segment);
    if (room < 0) break;
    kept += segment;
  }
  return `${kept}…`;
}

let segmenter: Intl.Segmenter | undefined;

/** Made at its first use: to read its rules takes as long as half a command, and most text is plain. */
function graphemesOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/** Of Unicode's EastAsianWidth.txt the ranges W and F, joined over their unassigned gaps; JavaScript has no property for it. */
const wide =
  /^[\u1100-\u115f\u231a\u231b\u2329\u232a\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b2fb}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]/u;

function graphemeWidth(grapheme: string): number {
  if (wide.test(grapheme) || /^\p{Emoji_Presentation}|\ufe0f/u.test(grapheme)) return 2;
  return grapheme.match(/[^\p{Mn}\p{Me}\p{Cf}]/gu)?.length ?? 0;
}
