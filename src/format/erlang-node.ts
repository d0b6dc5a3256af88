import { printBinary } from './erlang-binary.js';
import { isPrintable, printAtom, printFloat, printQuoted } from './erlang-leaves.js';
import { compareTerms } from './erlang-order.js';
import { propertyList } from './erlang-proplist.js';
import { AmqpTable, Atom, Dictionary, Float, ImproperList, Opaque, type Term, Tuple } from './term.js';

/** A term made ready for layout: its leaves are text, its length on one line is known. */
export interface Node {
  readonly shape: Shape;
  /** Only of `text` and `bytes`. */
  readonly text: string;
  readonly items: readonly Node[];
  /** Only of an improper list. */
  readonly tail?: Node;
  /** May stand beside others on a line of a broken term. */
  readonly atomic: boolean;
  /** Characters on one line. */
  readonly length: number;
}

export type Shape = 'text' | 'bytes' | 'list' | 'tuple' | 'taggedTuple' | 'map' | 'pair';

export interface NodeOptions {
  readonly otp: number;
  readonly unicode: boolean;
  readonly argumentsAs: (table: AmqpTable) => Term;
}

/** Builds breadth first and measures backwards, so that no depth of nesting can exhaust the stack. */
export function buildNode(term: Term, options: NodeOptions): Node {
  const root = draft(term, options);
  const drafts = [root];
  for (const parent of drafts) {
    for (const part of parent.parts) parent.items.push(draft(part, options));
    if (parent.tailTerm !== undefined) parent.tail = draft(parent.tailTerm, options);
    for (const child of parent.items) drafts.push(child);
    if (parent.tail !== undefined) drafts.push(parent.tail);
  }
  for (const node of drafts.reverse()) measure(node);
  return root;
}

/** From this release on the order of map keys is the virtual machine's secret. */
const firstOtpWithUnsortedMaps = 26;
const largestSortedMap = 32;

/** What stands around the items; a comma for each further item and the bar of an improper list come on top. */
const frameLengths = { text: 0, bytes: 0, list: 2, tuple: 2, taggedTuple: 2, map: 3, pair: 3 };

class Pair {
  constructor(
    readonly key: Term,
    readonly value: Term,
  ) {}
}

interface Draft {
  readonly shape: Shape;
  readonly text: string;
  readonly parts: readonly (Term | Pair)[];
  readonly tailTerm?: Term;
  readonly items: Draft[];
  tail?: Draft;
  atomic: boolean;
  length: number;
}

function draft(term: Term | Pair, options: NodeOptions): Draft {
  const { otp, unicode } = options;
  if (typeof term === 'string' || term instanceof Uint8Array) {
    const binary = printBinary(term, otp, unicode);
    return leaf(binary.text, binary.breakable ? 'bytes' : 'text');
  }
  if (typeof term === 'number') return leaf(Number.isInteger(term) ? `${BigInt(term)}` : printFloat(term, otp));
  if (typeof term === 'bigint') return leaf(`${term}`);
  if (typeof term === 'boolean') return leaf(`${term}`);
  if (term === null) return leaf('undefined');
  if (term instanceof Atom) return leaf(printAtom(term.name, otp, unicode));
  if (term instanceof Float) return leaf(printFloat(term.value, otp));
  if (term instanceof Opaque) return leaf(term.text, term.text.startsWith('<<') ? 'bytes' : 'text');
  if (term instanceof Tuple) return tupleDraft(term.items);
  if (term instanceof Dictionary) return mapDraft(term, otp);
  if (term instanceof Pair) return inner('pair', [term.key, term.value]);
  if (term instanceof AmqpTable) return draft(options.argumentsAs(term), options);
  if (term instanceof ImproperList) return { ...inner('list', term.items), tailTerm: term.tail };
  return listDraft(isArray(term) ? term : propertyList(term), unicode);
}

function leaf(text: string, shape: 'text' | 'bytes' = 'text'): Draft {
  return { shape, text, parts: [], items: [], atomic: shape === 'text', length: displayLength(text) };
}

function inner(shape: Shape, parts: readonly (Term | Pair)[]): Draft {
  return { shape, text: '', parts, items: [], atomic: false, length: 0 };
}

function listDraft(items: readonly Term[], unicode: boolean): Draft {
  if (items.length === 0) return leaf('[]');
  const codes = printableCodes(items);
  return codes === undefined ? inner('list', items) : leaf(printQuoted(codes, '"', unicode));
}

function tupleDraft(items: readonly Term[]): Draft {
  if (items.length === 0) return leaf('{}');
  return inner(items.length > 1 && isAtom(items[0]) ? 'taggedTuple' : 'tuple', items);
}

function mapDraft(map: Dictionary, otp: number): Draft {
  if (map.entries.length === 0) return leaf('#{}');
  const sorted = otp < firstOtpWithUnsortedMaps && map.entries.length <= largestSortedMap;
  const entries = sorted ? map.entries.toSorted(([left], [right]) => compareTerms(left, right)) : map.entries;
  return inner(
    'map',
    entries.map(([key, value]) => new Pair(key, value)),
  );
}

/** The characters of a list that Erlang takes for a string, if it does. */
function printableCodes(items: readonly Term[]): number[] | undefined {
  const codes: number[] = [];
  for (const item of items) {
    const code = typeof item === 'bigint' ? Number(item) : item;
    if (typeof code !== 'number' || !Number.isInteger(code) || !isPrintable(code)) return undefined;
    codes.push(code);
  }
  return codes;
}

function measure(node: Draft): void {
  if (node.items.length === 0) return;
  node.length = frameLengths[node.shape] + node.items.length - 1;
  for (const item of node.items) node.length += item.length;
  if (node.tail !== undefined) node.length += 1 + node.tail.length;
  if (node.shape === 'pair') node.atomic = node.items.every((item) => item.atomic);
}

/** Erlang counts what a reader sees as one character, once a text leaves Latin-1. */
function displayLength(text: string): number {
  if (!/[^\u0000-\u00ff]/.test(text)) return text.length;
  return Array.from(new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)).length;
}

function isAtom(term: Term | undefined): boolean {
  return term === null || typeof term === 'boolean' || term instanceof Atom;
}

/** Array.isArray does not narrow read-only arrays. */
function isArray(term: object): term is readonly Term[] {
  return Array.isArray(term);
}
