import type { Node } from './erlang-node.js';

export interface Page {
  readonly columns: number;
  /** How far the items of a tagged tuple are indented; if not given, they stand behind the tag. */
  readonly tupleIndent: number | undefined;
  /** The column that no tuple's items may be indented beyond. */
  readonly middle: number;
}

/** Where a node goes. */
interface Place {
  /** Erlang counts from 1, and by its own rules: this is not always the column where the text lands. */
  readonly column: number;
  /** Blanks before a line that continues the node. */
  readonly indent: number;
  /** Brackets of its parents to be closed right after it. */
  readonly closing: number;
  /** `check`: not to be printed, only to see whether its tuples indent too far. */
  readonly purpose: 'print' | 'check' | 'both';
}

export interface Placed extends Place {
  readonly node: Node;
}

/** Text, a node still to be laid out, or a node to be written on one line. */
export type Piece = string | Placed | Node;

/** Lays out a node that does not fit on its line; children come back placed, to be laid out in turn. */
export function breakNode(place: Placed, page: Page): Piece[] {
  switch (place.node.shape) {
    case 'text':
      return [place.node.text];
    case 'bytes':
      return [breakBytes(place, page)];
    case 'list':
      return ['[', ...sequence(place.node, moved(place, 1), page), ']'];
    case 'tuple':
      return ['{', ...sequence(place.node, moved(place, 1), page), '}'];
    case 'taggedTuple':
      return ['{', ...taggedItems(place, page), '}'];
    case 'map':
      return ['#{', ...sequence(place.node, moved(place, 2), page), '}'];
    case 'pair':
      return breakPair(place, page);
  }
}

/** True for a tagged tuple whose items would start too far to the right. */
export function isTooDeep({ node, column, purpose }: Placed, page: Page): boolean {
  if (node.shape !== 'taggedTuple' || purpose === 'print') return false;
  const { behindTag, indent } = tupleIndent(node, page);
  return behindTag ? column + indent >= page.middle : column + indent > page.middle;
}

/** Items in a row: atomic ones are packed, others get lines of their own. `reached` is given if text stands before them. */
function sequence(parent: Pick<Node, 'items' | 'tail'>, at: Place, page: Page, reached?: number): Piece[] {
  const pieces: Piece[] = [];
  let end = reached;
  for (const [index, node] of parent.items.entries()) {
    const closing = index === parent.items.length - 1 ? at.closing + 1 : 0;
    if (end !== undefined && node.atomic && 1 + node.length < page.columns - end - Math.max(closing, 1)) {
      pieces.push(',', node);
      end += 1 + node.length;
      continue;
    }
    if (end !== undefined) pieces.push(',', newLine(at.indent));
    pieces.push({ ...at, node, closing });
    const packable = node.atomic && node.length < page.columns - at.column - closing;
    end = at.column + (packable ? node.length : page.columns);
  }
  if (parent.tail !== undefined) pieces.push('|', ...improperTail(parent.tail, at, page, end ?? at.column));
  return pieces;
}

function improperTail(node: Node, at: Place, page: Page, end: number): Piece[] {
  const closing = at.closing + 1;
  if (node.atomic && node.length + 1 < page.columns - end - closing) return [node];
  const printed: Placed = { ...at, node, closing, purpose: 'print' };
  // Erlang judges the depth of a tail at the end of the line that it then does not stand on.
  const checked: Placed = { ...at, node, closing, column: end, purpose: 'check' };
  if (at.purpose === 'check') return [checked];
  return at.purpose === 'print' ? [newLine(at.indent), printed] : [newLine(at.indent), printed, checked];
}

function taggedItems(place: Placed, page: Page): Piece[] {
  const [tag, ...items] = place.node.items;
  if (tag === undefined) return [];
  const { behindTag, indent } = tupleIndent(place.node, page);
  if (behindTag) return [tag, ',', ...sequence({ items }, moved(place, indent), page)];
  return [tag, ...sequence({ items }, moved(place, indent), page, place.column + tag.length + 2)];
}

function tupleIndent(tuple: Node, page: Page): { readonly behindTag: boolean; readonly indent: number } {
  const behindTag = (tuple.items[0]?.length ?? 0) + 2;
  if (page.tupleIndent === undefined || behindTag <= page.tupleIndent) return { behindTag: true, indent: behindTag };
  return { behindTag: false, indent: page.tupleIndent };
}

function breakPair(place: Placed, page: Page): Piece[] {
  const [key, value] = place.node.items;
  if (key === undefined || value === undefined) return [];
  const valuePlace = moved(place, page.tupleIndent ?? 4);
  return [{ ...place, node: key }, ' =>', newLine(valuePlace.indent), { ...valuePlace, node: value }];
}

/** Bytes are broken behind commas, and never into lines of less than eight characters. */
function breakBytes({ node, column, indent, closing }: Placed, page: Page): string {
  const width = Math.max(8, page.columns - column - 2 - closing);
  const parts = node.text.slice(2, -2).match(/[^,]+,?/g) ?? [];
  let text = '<<';
  let room = width;
  for (const part of parts) {
    if (part.length > room) {
      text += newLine(indent + 2);
      room = width;
    }
    text += part;
    room -= part.length;
  }
  return `${text}>>`;
}

function moved(place: Placed, columns: number): Place {
  const { column, indent, closing, purpose } = place;
  return { column: column + columns, indent: indent + columns, closing, purpose };
}

function newLine(indent: number): string {
  return `\n${' '.repeat(indent)}`;
}
