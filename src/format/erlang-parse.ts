import { parseBinary } from './erlang-parse-binary.js';
import { parseLeaf } from './erlang-parse-leaf.js';
import { Scanner } from './erlang-scan.js';
import { Dictionary, ImproperList, type Term, Tuple } from './term.js';

/**
 * Reads one term as Erlang prints it, and a little more: blanks anywhere, a final dot, integers with a base.
 *
 * `true` and `false` become booleans; every other atom, `undefined` too, stays an Atom. A string becomes a list
 * of numbers, as it is one. A binary becomes a string if its bytes are UTF-8, else a Uint8Array. Integers beyond
 * 2^53 become bigints. A whole float becomes a Float, another a number. Pids, ports, references, funs and bit
 * strings become Opaque. So printing the result gives the text back.
 */
export function parseErlang(text: string): Term {
  const scanner = new Scanner(text);
  const open: Container[] = [];
  for (;;) {
    const container = startOfContainer(scanner);
    if (container !== undefined) open.push(container);
    if (container !== undefined && !scanner.comesNext(container.close)) continue;
    const value = container === undefined ? parseScalar(scanner) : undefined;
    const complete = closeContainers(scanner, open, value);
    if (complete !== undefined) return complete;
  }
}

/** A list, tuple or map whose closing bracket was not read yet. In a map keys and values take turns. */
interface Container {
  readonly close: ']' | '}';
  readonly kind: 'list' | 'tuple' | 'map';
  readonly items: Term[];
  hasTail: boolean;
}

const openings = [
  { token: '[', close: ']', kind: 'list' },
  { token: '{', close: '}', kind: 'tuple' },
  { token: '#{', close: '}', kind: 'map' },
] as const;

function startOfContainer(scanner: Scanner): Container | undefined {
  for (const { token, close, kind } of openings) {
    if (scanner.take(token)) return { close, kind, items: [], hasTail: false };
  }
  return undefined;
}

function parseScalar(scanner: Scanner): Term {
  return scanner.take('<<') ? parseBinary(scanner) : parseLeaf(scanner);
}

/** Hands a value to its container, closes all containers that end here; gives back the whole term at the end. */
function closeContainers(scanner: Scanner, open: Container[], first: Term | undefined): Term | undefined {
  let value = first;
  for (;;) {
    const container = open.at(-1);
    if (container === undefined) {
      if (value !== undefined) expectEnd(scanner);
      return value;
    }
    if (value !== undefined) {
      container.items.push(value);
      if (takeSeparator(scanner, container)) return undefined;
    }
    scanner.expect(container.close);
    open.pop();
    value = finished(container);
  }
}

/** True if another item follows in this container. */
function takeSeparator(scanner: Scanner, container: Container): boolean {
  if (container.kind === 'map' && container.items.length % 2 === 1) {
    scanner.expect('=>');
    return true;
  }
  if (container.hasTail) return false;
  if (scanner.take(',')) return true;
  container.hasTail = container.kind === 'list' && scanner.take('|');
  return container.hasTail;
}

function finished({ kind, items, hasTail }: Container): Term {
  if (kind === 'tuple') return new Tuple(...items);
  if (kind === 'map') return new Dictionary(entriesOf(items));
  const tail = hasTail ? items.pop() : undefined;
  if (tail === undefined) return items;
  if (tail instanceof ImproperList) return new ImproperList([...items, ...tail.items], tail.tail);
  return isArray(tail) ? [...items, ...tail] : new ImproperList(items, tail);
}

function entriesOf(items: readonly Term[]): [Term, Term][] {
  const entries: [Term, Term][] = [];
  for (let index = 0; index + 1 < items.length; index += 2) {
    entries.push([items[index] ?? null, items[index + 1] ?? null]);
  }
  return entries;
}

function expectEnd(scanner: Scanner): void {
  scanner.take('.');
  scanner.skipSpace();
  if (!scanner.atEnd()) throw scanner.error('there is more text behind the term');
}

/** Array.isArray does not narrow read-only arrays. */
function isArray(term: Term): term is readonly Term[] {
  return Array.isArray(term);
}
