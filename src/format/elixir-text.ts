import { printErlangLine } from './erlang-text.js';
import {
  AmqpTable,
  Atom,
  Dictionary,
  ImproperList,
  isProperties,
  Opaque,
  type Properties,
  type Term,
  Tuple,
} from './term.js';

/** What Elixir's `inspect` prints, on one line; the tools fall back to it for what is no text. Long lists are not cut. */
export function inspectTerm(term: Term, { otp }: { readonly otp: number }): string {
  const inspect = (part: Term): string => inspectTerm(part, { otp });
  if (typeof term === 'string') return binaryText(Buffer.from(term));
  if (term instanceof Uint8Array) return binaryText(term);
  if (typeof term === 'boolean' || typeof term === 'bigint') return String(term);
  if (term === null) return ':undefined';
  if (term instanceof Atom) return atomText(term.name);
  if (term instanceof Opaque) return /^<[\d.]+>$/.test(term.text) ? `#PID${term.text}` : term.text;
  if (term instanceof Tuple) return `{${term.items.map(inspect).join(', ')}}`;
  if (term instanceof ImproperList) return `[${term.items.map(inspect).join(', ')} | ${inspect(term.tail)}]`;
  if (term instanceof Dictionary) return `%{${pairs(sorted(term), inspect)}}`;
  if (term instanceof AmqpTable) return inspect(Object.entries(term.fields).map(([key, item]) => new Tuple(key, item)));
  if (isProperties(term)) return listText(properties(term), inspect, otp);
  if (Array.isArray(term)) return listText(term, inspect, otp);
  return printErlangLine(term);
}

/** Text as it is, and what Elixir's `to_string` cannot turn into text, inspected. */
export function stringOrInspect(term: Term, options: { readonly otp: number }): string {
  if (typeof term === 'string') return term;
  if (term instanceof Uint8Array) return Buffer.from(term).toString('utf8');
  if (term instanceof Atom) return term.name;
  if (term === null) return 'undefined';
  if (Array.isArray(term) && term.length === 0) return '';
  return inspectTerm(term, options);
}

/** Elixir 1.15 gave character lists a sigil; the packages that have it run on Erlang 26 or later. */
const firstOtpWithSigil = 26;

type Inspect = (term: Term) => string;
type KeyValue = readonly [Term, Term];

function listText(items: readonly Term[], inspect: Inspect, otp: number): string {
  if (items.length > 0 && items.every(isPrintableAscii)) return charactersText(items, otp);
  const entries = items.map((item) => (item instanceof Tuple && item.items.length === 2 ? item.items : undefined));
  const keyword = items.length > 0 && entries.every((entry) => isKey(entry?.[0]));
  return keyword ? `[${pairs(entries as unknown as KeyValue[], inspect)}]` : `[${items.map(inspect).join(', ')}]`;
}

/** `a: 1` when every key is an atom, else `"a" => 1`. */
function pairs(entries: readonly KeyValue[], inspect: Inspect): string {
  const short = entries.every(([key]) => isKey(key));
  return entries.map(([key, item]) => (short ? keyText(key) : `${inspect(key)} => `) + inspect(item)).join(', ');
}

const isKey = (term: Term | undefined): boolean => term instanceof Atom || typeof term === 'boolean' || term === null;

const keyText = (key: Term): string =>
  `${atomText(key instanceof Atom ? key.name : String(key ?? 'undefined')).replace(/^:/, '')}: `;

function atomText(name: string): string {
  if (['true', 'false', 'nil'].includes(name)) return name;
  if (/^Elixir(\.\p{Lu}\w*)+$/u.test(name)) return name.slice('Elixir.'.length);
  return /^[\p{L}_][\p{L}\p{N}_@]*[?!]?$/u.test(name) ? `:${name}` : `:"${escaped(name, '"')}"`;
}

function binaryText(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('utf8');
  const printable = Buffer.from(text).equals(bytes) && !/[\x00-\x06\x0e-\x1a\x1c-\x1f\x80-\x9f]/.test(text);
  return printable ? `"${escaped(text, '"')}"` : `<<${bytes.join(', ')}>>`;
}

const isPrintableAscii = (term: Term): term is number =>
  typeof term === 'number' && ((term >= 32 && term <= 126) || (term >= 7 && term <= 13) || term === 27);

function charactersText(items: readonly number[], otp: number): string {
  const text = String.fromCharCode(...items);
  return otp < firstOtpWithSigil ? `'${escaped(text, "'")}'` : `~c"${escaped(text, '"')}"`;
}

const escapes: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '\x7f': '\\d',
  '\\': '\\\\',
  '#{': '\\#{',
};

const escaped = (text: string, delimiter: string): string =>
  text.replace(
    /[\x07-\x0d\x1b\x7f\\"']|#\{/g,
    (found) => escapes[found] ?? (found === delimiter ? `\\${found}` : found),
  );

const properties = (term: Properties): Term[] =>
  Object.entries(term).map(([key, item]) => new Tuple(new Atom(key), item));

const sorted = (term: Dictionary): readonly KeyValue[] =>
  term.entries.toSorted(([one], [other]) => (printErlangLine(one) < printErlangLine(other) ? -1 : 1));
