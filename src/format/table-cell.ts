import { printErlangLine } from './erlang-text.js';
import { Atom, Dictionary, Float, isProperties, Opaque, type Term, Tuple } from './term.js';

/** How the real tools' tables and CSV show a term: strings bare and unescaped, the rest close to Erlang. */
export function tableCell(term: Term): string {
  if (typeof term === 'string') return term;
  if (typeof term === 'bigint' || typeof term === 'boolean') return String(term);
  if (typeof term === 'number' && Number.isSafeInteger(term)) return String(term);
  if (term === null) return 'undefined';
  if (term instanceof Atom) return term.name;
  if (term instanceof Opaque) return term.text;
  if (term instanceof Uint8Array) return Buffer.from(term).toString('utf8');
  if (term instanceof Tuple) return tupleCell(term.items);
  if (term instanceof Dictionary) return dictionaryCell(term);
  if (isProperties(term)) return listCell(Object.entries(term).map(([key, value]) => new Tuple(new Atom(key), value)));
  if (Array.isArray(term)) return listCell(term);
  return printErlangLine(term);
}

/** True for what Erlang counts as a number; such columns are set to the right on terminals. */
export const isNumber = (term: Term): term is number | bigint | Float =>
  typeof term === 'number' || typeof term === 'bigint' || term instanceof Float;

/** The first item decides for the whole list, as in the real formatter: `[a, b]` but `[1,2]`. */
function listCell(items: readonly Term[]): string {
  const [first] = items;
  const whole = first === undefined || isNumber(first) || first instanceof Dictionary;
  return whole ? printErlangLine(items) : `[${items.map(tableCell).join(', ')}]`;
}

function tupleCell(items: readonly Term[]): string {
  const [key, value] = items;
  if (items.length === 4 && items.every((item) => isWord(item, 255))) return items.join('.');
  if (items.length === 8 && items.every((item) => isWord(item, 65535))) return ipv6Text(items as readonly number[]);
  if (items.length === 2 && key !== undefined && value !== undefined)
    return `{${printErlangLine(key)}, ${tableCell(value)}}`;
  return printErlangLine(new Tuple(...items));
}

const isWord = (term: Term, highest: number): boolean =>
  typeof term === 'number' && Number.isInteger(term) && term >= 0 && term <= highest;

/** The longest run of zero words becomes `::` (RFC 5952), an IPv4-mapped address keeps its dots. */
function ipv6Text(words: readonly number[]): string {
  const [high = 0, low = 0] = words.slice(6);
  if (words.slice(0, 5).every((word) => word === 0) && words[5] === 0xffff)
    return `::ffff:${[high >> 8, high & 255, low >> 8, low & 255].join('.')}`;
  const text = words.map((word) => word.toString(16)).join(':');
  const [longest] = [...text.matchAll(/\b0(?::0)+\b/g)].map(([run]) => run).toSorted((a, b) => b.length - a.length);
  return longest === undefined ? text : text.replace(new RegExp(`(^|:)${longest}(:|$)`), '::');
}

const dictionaryCell = (dictionary: Dictionary): string => {
  const pairs = dictionary.entries.map(([key, value]) => `${tableCell(key)} => ${tableCell(value)}`);
  return `#{${pairs.sort().join(', ')}}`;
};
