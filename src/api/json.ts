/** A JSON value as parsed here: integers that a number cannot hold exactly are bigint. */
export type Json =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** Like JSON.parse, but an integer beyond 2^53 (a queue argument, a policy) becomes a bigint instead of another number. Throws SyntaxError. */
export function parseJson(text: string): unknown {
  if (!perhapsLarge.test(text)) return JSON.parse(text);
  let found = false;
  const marked = text.replace(stringOrInteger, (token) => {
    if (token.startsWith('"') || Number.isSafeInteger(Number(token))) return token;
    found = true;
    return `"${mark}${token}"`;
  });
  return found
    ? JSON.parse(marked, (_key, value) => (isMarked(value) ? BigInt(value.slice(mark.length)) : value))
    : JSON.parse(text);
}

/** Like JSON.stringify, with bigint as the integer that it is. */
export function printJson(value: unknown): string {
  let found = false;
  const text = JSON.stringify(value, (_key, part) => {
    if (typeof part !== 'bigint') return part;
    found = true;
    return `${mark}${part}`;
  });
  return found ? text.replaceAll(markedText, '$1') : text;
}

// Node 20 has neither the reviver's `context.source` nor JSON.rawJSON; a private-use character does not occur in names.
const mark = '\u{f8ff}bigint:';
const markedText = new RegExp(`"${mark}(-?\\d+)"`, 'g');
const perhapsLarge = /(?:^|[:,[])\s*-?\d{16}/;
const stringOrInteger = /"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

function isMarked(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith(mark);
}
