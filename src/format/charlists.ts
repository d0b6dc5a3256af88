import { Dictionary, type Term, Tuple } from './term.js';

/**
 * A term as the JSON of 4.3 shows it: lists that are characters, with texts and lists of them in between, become one text
 * (rabbitmq_cli `core/json.ex`). One or two numbers above 255 are ports, say, and stay numbers.
 */
export function charlistsAsText(term: Term): Term {
  if (term instanceof Tuple) return new Tuple(...term.items.map(charlistsAsText));
  if (term instanceof Dictionary)
    return new Dictionary(term.entries.map(([key, value]) => [charlistsAsText(key), charlistsAsText(value)]));
  if (!Array.isArray(term) || term.length === 0) return term;
  const items = term as readonly Term[];
  // A list that begins with a text is one of texts.
  if (typeof items[0] === 'string' || arePorts(items)) return items.map(charlistsAsText);
  return characters(items) ?? items.map(charlistsAsText);
}

const arePorts = (items: readonly Term[]): boolean =>
  items.length <= 2 && items.every((item) => typeof item === 'number' && item > 255);

function characters(items: readonly Term[]): string | undefined {
  let text = '';
  for (const item of items) {
    const part = typeof item === 'number' ? character(item) : typeof item === 'string' ? item : nested(item);
    if (part === undefined) return undefined;
    text += part;
  }
  return text;
}

const nested = (item: Term): string | undefined => (Array.isArray(item) ? characters(item) : undefined);

/** Not a half of a pair of UTF-16, which is no character. */
const character = (code: number): string | undefined =>
  Number.isInteger(code) && code >= 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    ? String.fromCodePoint(code)
    : undefined;
