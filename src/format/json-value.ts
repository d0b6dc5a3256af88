import { printFloat } from './erlang-leaves.js';
import { tableCell } from './table-cell.js';
import { AmqpTable, Atom, Dictionary, Float, ImproperList, isProperties, Opaque, type Term, Tuple } from './term.js';

/** A term as JSON text on one line. What is sound in the real tools' JSON is kept, what is lossy there is not. */
export function jsonText(term: Term): string {
  if (term === null || typeof term === 'boolean') return String(term);
  if (typeof term === 'string') return quote(term);
  if (typeof term === 'number') return numberText(term);
  if (typeof term === 'bigint') return String(term);
  if (term instanceof Atom) return quote(term.name);
  if (term instanceof Float) return floatText(term.value);
  if (term instanceof Opaque) return quote(term.text);
  if (term instanceof Uint8Array) return quote(bytesText(term));
  if (term instanceof Tuple) return arrayText(term.items);
  if (term instanceof ImproperList) return arrayText([...term.items, term.tail]);
  if (term instanceof AmqpTable) return jsonText(term.fields);
  if (term instanceof Dictionary) return jsonObject(sortedEntries(term));
  if (isProperties(term)) return jsonObject(Object.entries(term));
  const list = term as readonly Term[];
  return isProplist(list) ? jsonObject(list.map(proplistEntry)) : arrayText(list);
}

/** A JSON object of these entries; of several with one key the last one counts, as in the real tools. */
export function jsonObject(entries: Iterable<readonly [string, Term]>): string {
  const members = Array.from(new Map(entries), ([key, value]) => `${quote(key)}:${jsonText(value)}`);
  return `{${members.join(',')}}`;
}

const arrayText = (items: readonly Term[]): string => `[${items.map(jsonText).join(',')}]`;

/** DEL and the C1 controls may stand bare in JSON, but a terminal obeys them. */
const quote = (text: string): string =>
  JSON.stringify(text).replace(
    /[\x7f-\x9f]/g,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** The real tools write floats as Erlang does: 7.78e-6 where JavaScript has 0.00000778. */
const numberText = (value: number): string =>
  Number.isInteger(value) ? String(BigInt(value)) : Number.isFinite(value) ? printFloat(value, 25) : 'null';

function floatText(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  const text = numberText(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** Text where the bytes are text, else Base64. */
function bytesText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('base64');
  }
}

const sortedEntries = (dictionary: Dictionary): [string, Term][] =>
  dictionary.entries
    .map(([key, value]): [string, Term] => [tableCell(key), value])
    .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));

type Pair = Tuple & { readonly items: readonly [Atom, Term] };

/** `[{key,Value}]`, as terms read from a node's own output have it. */
const isProplist = (list: readonly Term[]): list is readonly Pair[] =>
  list.length > 0 &&
  list.every((item) => item instanceof Tuple && item.items.length === 2 && item.items[0] instanceof Atom);

const proplistEntry = ({ items: [key, value] }: Pair): [string, Term] => [key.name, value];
