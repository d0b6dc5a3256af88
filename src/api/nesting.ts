/** Follows the brackets of one JSON object or array outside strings, byte by byte: what counts is ASCII, and never a part of a longer character. */
export class Nesting {
  ended = false;
  /** Where in the chunk read last the last comma between two of the outermost elements is; -1 when there is none. */
  comma = -1;
  #depth = 0;
  #inString = false;
  #escaped = false;

  /** Gives what is beyond the end. */
  read(chunk: Uint8Array): Uint8Array {
    this.comma = -1;
    if (this.ended) return chunk;
    // Local and by index: there may be hundreds of megabytes.
    let [depth, inString, escaped, comma, at] = [this.#depth, this.#inString, this.#escaped, -1, 0];
    while (at < chunk.length && !this.ended) {
      const byte = chunk[at++];
      if (escaped) escaped = false;
      else if (inString) {
        escaped = byte === backslash;
        inString = byte !== quote;
      } else if (byte === quote) inString = true;
      else if (byte === openBrace || byte === openBracket) depth++;
      else if (byte === closeBrace || byte === closeBracket) this.ended = --depth === 0;
      else if (byte === commaByte && depth === 1) comma = at - 1;
    }
    [this.#depth, this.#inString, this.#escaped, this.comma] = [depth, inString, escaped, comma];
    return chunk.subarray(at);
  }
}

export const [openBrace, openBracket] = Buffer.from('{[');
const [quote, backslash, closeBrace, closeBracket, commaByte] = Buffer.from('"\\}],');
const blanks = Buffer.from(' \t\r\n');

export const isVisible = (byte: number): boolean => !blanks.includes(byte);

export const visibleText = (chunk: Uint8Array): string => Buffer.from(chunk).toString('utf8').trim();
