import { breakNode, isTooDeep, type Page, type Piece, type Placed } from './erlang-break.js';
import type { Node } from './erlang-node.js';

/**
 * Breaks a term over lines as Erlang does. The items of a tagged tuple stand behind the tag; should that
 * take one of them to the middle of the page, all tuples indent by four instead, and at worst by one.
 */
export function layOut(root: Node, columns: number): string {
  const middle = Math.floor(columns / 2);
  return (
    print(root, { columns, tupleIndent: undefined, middle }) ??
    print(root, { columns, tupleIndent: 4, middle }) ??
    print(root, { columns, tupleIndent: 1, middle: Number.POSITIVE_INFINITY }) ??
    ''
  );
}

/** Nothing if a tuple indents too far. The stack is our own, as terms may be nested deeply. */
function print(root: Node, page: Page): string | undefined {
  const output: string[] = [];
  const pending: Piece[] = [{ node: root, column: 1, indent: 0, closing: 0, purpose: 'both' }];
  for (let piece = pending.pop(); piece !== undefined; piece = pending.pop()) {
    if (typeof piece === 'string') {
      output.push(piece);
    } else if (!isPlaced(piece)) {
      pushOnOneLine(pending, piece);
    } else if (fits(piece, page)) {
      if (piece.purpose !== 'check') pushOnOneLine(pending, piece.node);
    } else {
      if (isTooDeep(piece, page)) return undefined;
      const pieces = breakNode(piece, page);
      pushAll(pending, piece.purpose === 'check' ? pieces.filter(isPlaced) : pieces);
    }
  }
  return output.join('');
}

function isPlaced(piece: Piece): piece is Placed {
  return typeof piece === 'object' && 'node' in piece;
}

function fits({ node, column, closing }: Placed, page: Page): boolean {
  return node.length < page.columns - column - closing;
}

function pushAll(pending: Piece[], pieces: readonly Piece[]): void {
  for (const piece of pieces.toReversed()) pending.push(piece);
}

const frames = {
  list: ['[', ',', ']'],
  tuple: ['{', ',', '}'],
  taggedTuple: ['{', ',', '}'],
  map: ['#{', ',', '}'],
  pair: ['', ' => ', ''],
} as const;

/** Pushes the parts of a node backwards; leaves need no detour over the stack. */
function pushOnOneLine(pending: Piece[], node: Node): void {
  if (node.shape === 'text' || node.shape === 'bytes') {
    pending.push(node.text);
    return;
  }
  const [open, separator, close] = frames[node.shape];
  pending.push(close);
  if (node.tail !== undefined) pending.push(node.tail, '|');
  for (let index = node.items.length - 1; index >= 0; index -= 1) {
    const item = node.items[index];
    if (item !== undefined) pending.push(item.shape === 'text' ? item.text : item, index === 0 ? open : separator);
  }
}
