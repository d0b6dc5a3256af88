import { propertyList } from './erlang-proplist.js';
import { AmqpTable, Atom, Dictionary, Float, ImproperList, isProperties, Opaque, type Term, Tuple } from './term.js';

/** Erlang's order of terms as map keys have it: by kind, then by value; all integers come before all floats. */
export function compareTerms(left: Term, right: Term): number {
  const byKind = rankOf(left) - rankOf(right);
  if (byKind !== 0) return byKind;
  if (isNumeric(left) && isNumeric(right)) return compareNumbers(left, right);
  if (rankOf(left) === rank.binary) return compareBits(bitsOf(left), bitsOf(right));
  if (left instanceof Tuple && right instanceof Tuple) {
    return left.items.length - right.items.length || compareSequences(left.items, right.items);
  }
  if (left instanceof Dictionary && right instanceof Dictionary) return compareMaps(left, right);
  if (rankOf(left) === rank.list) return compareLists(left, right);
  return compareTexts(nameOf(left), nameOf(right));
}

const rank = {
  number: 0,
  atom: 1,
  reference: 2,
  function: 3,
  port: 4,
  pid: 5,
  tuple: 6,
  map: 7,
  nil: 8,
  list: 9,
  binary: 10,
};

function rankOf(term: Term): number {
  if (isNumeric(term)) return rank.number;
  if (isBinary(term)) return rank.binary;
  if (term === null || typeof term === 'boolean' || term instanceof Atom) return rank.atom;
  if (term instanceof Tuple) return rank.tuple;
  if (term instanceof Dictionary) return rank.map;
  if (term instanceof Opaque) return rankOfOpaque(term.text);
  return term instanceof ImproperList || itemsOf(term).length > 0 ? rank.list : rank.nil;
}

function rankOfOpaque(text: string): number {
  if (text.startsWith('<<')) return rank.binary;
  if (text.startsWith('#Ref')) return rank.reference;
  if (text.startsWith('#Port')) return rank.port;
  return text.startsWith('<') ? rank.pid : rank.function;
}

function isNumeric(term: Term): term is number | bigint | Float {
  return typeof term === 'number' || typeof term === 'bigint' || term instanceof Float;
}

function isBinary(term: Term): term is string | Uint8Array {
  return typeof term === 'string' || term instanceof Uint8Array;
}

function compareNumbers(left: number | bigint | Float, right: number | bigint | Float): number {
  const byType = Number(isFloat(left)) - Number(isFloat(right));
  if (byType !== 0) return byType;
  const leftValue = left instanceof Float ? left.value : left;
  const rightValue = right instanceof Float ? right.value : right;
  if (leftValue === rightValue) return 0;
  return leftValue < rightValue ? -1 : 1;
}

function isFloat(term: number | bigint | Float): boolean {
  return term instanceof Float || (typeof term === 'number' && !Number.isInteger(term));
}

interface Bits {
  /** The last byte filled up with zeros. */
  readonly bytes: Uint8Array;
  readonly length: number;
}

function bitsOf(term: Term): Bits {
  if (typeof term === 'string' || term instanceof Uint8Array) {
    const bytes = Buffer.from(term);
    return { bytes, length: bytes.length * 8 };
  }
  const parts = nameOf(term).slice(2, -2).split(',');
  const [value = '0', width = '8'] = parts.pop()?.split(':') ?? [];
  const last = Number(value) << (8 - Number(width));
  return { bytes: Uint8Array.from([...parts.map(Number), last]), length: parts.length * 8 + Number(width) };
}

function compareBits(left: Bits, right: Bits): number {
  return Buffer.compare(left.bytes, right.bytes) || left.length - right.length;
}

function compareMaps(left: Dictionary, right: Dictionary): number {
  if (left.entries.length !== right.entries.length) return left.entries.length - right.entries.length;
  const leftEntries = left.entries.toSorted(([a], [b]) => compareTerms(a, b));
  const rightEntries = right.entries.toSorted(([a], [b]) => compareTerms(a, b));
  return (
    compareSequences(
      leftEntries.map(([key]) => key),
      rightEntries.map(([key]) => key),
    ) ||
    compareSequences(
      leftEntries.map(([, value]) => value),
      rightEntries.map(([, value]) => value),
    )
  );
}

function compareLists(left: Term, right: Term): number {
  const leftItems = itemsOf(left);
  const rightItems = itemsOf(right);
  const byItems = compareSequences(leftItems, rightItems);
  if (byItems !== 0) return byItems;
  const common = Math.min(leftItems.length, rightItems.length);
  return compareTerms(restOf(left, common), restOf(right, common));
}

function compareSequences(left: readonly Term[], right: readonly Term[]): number {
  for (const [index, item] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 0;
    const order = compareTerms(item, other);
    if (order !== 0) return order;
  }
  return 0;
}

function itemsOf(list: Term): readonly Term[] {
  if (list instanceof ImproperList) return list.items;
  if (list instanceof AmqpTable) return propertyList(list.fields);
  if (Array.isArray(list)) return list;
  return isProperties(list) ? propertyList(list) : [];
}

function restOf(list: Term, start: number): Term {
  const items = itemsOf(list).slice(start);
  if (!(list instanceof ImproperList)) return items;
  return items.length === 0 ? list.tail : new ImproperList(items, list.tail);
}

function nameOf(term: Term): string {
  if (term instanceof Atom) return term.name;
  if (term instanceof Opaque) return term.text;
  return term === null ? 'undefined' : String(term);
}

function compareTexts(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
