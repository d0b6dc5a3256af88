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
export async function* wholeObject(
  chunks: AsyncIterable<Uint8Array>,
  faults: Faults,
): AsyncGenerator<Uint8Array, void> {
  const braces = new Braces();
  let begun = false;
  for await (const chunk of chunks) {
    const first = chunk.find(isVisible);
    if (!begun && first === undefined) continue;
    if (!begun && first !== openBrace) throw faults.notJson(textOf(chunk));
    begun = true;
    const beyond = braces.read(chunk);
    if (beyond.some(isVisible)) throw faults.notJson(textOf(beyond));
    yield chunk;
  }
  if (!begun) throw faults.notJson('');
  if (!braces.ended) throw faults.cutShort();
}

/** Counts braces outside strings, byte by byte: what counts is ASCII, and never a part of a longer character. */
class Braces {
  ended = false;
  #depth = 0;
  #inString = false;
  #escaped = false;

  /** Gives what is beyond the object's end. */
  read(chunk: Uint8Array): Uint8Array {
    if (this.ended) return chunk;
    // Local and by index: there may be hundreds of megabytes.
    let [depth, inString, escaped, at] = [this.#depth, this.#inString, this.#escaped, 0];
    while (at < chunk.length && !this.ended) {
      const byte = chunk[at++];
      if (escaped) escaped = false;
      else if (inString) {
        escaped = byte === backslash;
        inString = byte !== quote;
      } else if (byte === quote) inString = true;
      else if (byte === openBrace) depth++;
      else if (byte === closeBrace) this.ended = --depth === 0;
    }
    [this.#depth, this.#inString, this.#escaped] = [depth, inString, escaped];
    return chunk.subarray(at);
  }
}

const [quote, backslash, openBrace, closeBrace] = Buffer.from('"\\{}');
const blanks = Buffer.from(' \t\r\n');

const isVisible = (byte: number): boolean => !blanks.includes(byte);

const textOf = (chunk: Uint8Array): string => Buffer.from(chunk).toString('utf8').trim();
