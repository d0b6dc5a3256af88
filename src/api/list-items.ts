import { parseJson } from './json.js';
import { Nesting, openBracket, visibleText } from './nesting.js';
import { type Faults, whole } from './whole-object.js';

/**
 * The elements of a body that is one JSON array, as many at a time as have come: what is held is a chunk and an element,
 * however long the list. Throws as `wholeObject` does.
 */
export async function* listItems(
  chunks: AsyncIterable<Uint8Array>,
  faults: Faults,
): AsyncGenerator<readonly unknown[], void> {
  const nesting = new Nesting();
  let held: Uint8Array[] = [];
  for await (const chunk of whole(chunks, openBracket, nesting, faults)) {
    if (nesting.comma === -1) {
      held.push(chunk);
      continue;
    }
    yield parse(`${textOf([...held, chunk.subarray(0, nesting.comma)])}]`, faults);
    // The rest begins the list anew.
    held = [openingBracket, chunk.subarray(nesting.comma + 1)];
  }
  yield parse(textOf(held), faults);
}

const openingBracket = Buffer.from('[');

const textOf = (chunks: readonly Uint8Array[]): string => Buffer.concat(chunks).toString('utf8');

function parse(text: string, faults: Faults): readonly unknown[] {
  try {
    return parseJson(text) as readonly unknown[];
  } catch {
    throw faults.notJson(visibleText(Buffer.from(text)));
  }
}
