/** The word at the cursor as it was typed, and what it stands for. */
export interface TypedWord {
  readonly text: string;
  readonly raw: string;
  /** The quote that is open at the cursor, and how much of `text` stands before it. */
  readonly quote?: { readonly sign: '"' | "'"; readonly before: number };
}

export interface TypedLine {
  readonly words: readonly string[];
  readonly current: TypedWord;
}

/** A command line of bash up to the cursor, split as bash does it: quotes and backslashes, nothing expanded. */
export function bashLine(line: string): TypedLine {
  const words: string[] = [];
  let at = 0;
  for (;;) {
    while (/\s/.test(line[at] ?? '')) at++;
    const { end, ...word } = wordFrom(line, at);
    if (end >= line.length) return { words, current: word };
    words.push(word.text);
    at = end;
  }
}

/** What a single word of any of the shells stands for. */
export const unquoted = (raw: string): string => wordFrom(raw, 0, true).text;

function wordFrom(line: string, start: number, whole = false): TypedWord & { readonly end: number } {
  let text = '';
  let quote: TypedWord['quote'];
  let at = start;
  for (; at < line.length; at++) {
    const sign = line[at] ?? '';
    if (quote === undefined && !whole && /\s/.test(sign)) break;
    if (quote === undefined && (sign === '"' || sign === "'")) quote = { sign, before: text.length };
    else if (sign === quote?.sign) quote = undefined;
    else if (sign === '\\' && escapes(quote?.sign, line[at + 1])) text += line[++at] ?? '';
    else text += sign;
  }
  return { text, raw: line.slice(start, at), end: at, ...(quote !== undefined && { quote }) };
}

/** In double quotes a backslash is one but before these. */
function escapes(quote: string | undefined, next: string | undefined): boolean {
  if (quote === "'") return false;
  return quote === undefined || (next !== undefined && '"\\$`'.includes(next));
}
