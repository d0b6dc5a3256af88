import { isVisible, Nesting, openBrace, visibleText } from './nesting.js';

/** What is wrong with a body, in the words of its reader. */
export interface Faults {
  /** Something else came: this. */
  notJson(text: string): Error;
  cutShort(): Error;
}

/**
 * The chunks of a body that is one JSON object, as they come. Throws before the first one when something else begins, and
 * after the last one when the object has not ended: a proxy may end a body in good order, but too early.
 */
export function wholeObject(chunks: AsyncIterable<Uint8Array>, faults: Faults): AsyncGenerator<Uint8Array, void> {
  return whole(chunks, openBrace, new Nesting(), faults);
}

/** The chunks of a body that begins with that bracket and is what it opens, each handed on when `nesting` has read it. */
export async function* whole(
  chunks: AsyncIterable<Uint8Array>,
  opening: number | undefined,
  nesting: Nesting,
  faults: Faults,
): AsyncGenerator<Uint8Array, void> {
  let begun = false;
  for await (const chunk of chunks) {
    const first = chunk.find(isVisible);
    if (!begun && first === undefined) continue;
    if (!begun && first !== opening) throw faults.notJson(visibleText(chunk));
    begun = true;
    const beyond = nesting.read(chunk);
    if (beyond.some(isVisible)) throw faults.notJson(visibleText(beyond));
    yield chunk;
  }
  if (!begun) throw faults.notJson('');
  if (!nesting.ended) throw faults.cutShort();
}
