import { DataError } from '../errors.js';

/** A JSON document as it was typed. `parse` throws DataError with the tool's exit code 69, pointing at the character. */
export interface JsonText {
  readonly text: string;
  /** `read` turns the text into a value once it is known to be JSON; JSON.parse when not given. */
  parse(read?: (text: string) => unknown): unknown;
}

/** Keeps the text; nothing is parsed before `parse` is called. `name` is the argument's, for the message. */
export function jsonText(text: string, name: string): JsonText {
  return { text, parse: (read) => parseJson(text, name, read) };
}

function parseJson(text: string, name: string, read?: (text: string) => unknown): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return read === undefined ? value : read(text);
  } catch (cause) {
    const at = faultPosition(text, cause);
    throw new DataError(`${name} is not valid JSON: ${describe(text, at)}`, {
      hint: pointer(text, at),
      exitCode: 69,
      cause,
    });
  }
}

/** V8 names the position in most messages; at the end of the text it says so in words. */
function faultPosition(text: string, cause: unknown): number {
  const position = /position (\d+)/.exec(String(cause))?.[1];
  if (position !== undefined) return Number(position);
  const quoted = /Unexpected token '(.+)', /su.exec(String(cause))?.[1];
  const found = quoted === undefined ? -1 : text.indexOf(quoted);
  return found === -1 ? text.length : found;
}

function describe(text: string, at: number): string {
  const character = text.codePointAt(at);
  if (character === undefined) return 'it ends too early';
  const place = [...text.slice(0, at)].length + 1;
  return `unexpected ${JSON.stringify(String.fromCodePoint(character))} at character ${place}`;
}

/** The text around the fault on one line, and a caret under it. */
function pointer(text: string, at: number): string {
  const before = [...text.slice(0, at)].slice(-40);
  const after = [...text.slice(at)].slice(0, 30);
  const shown = [...before, ...after].map((character) => (character < ' ' ? ' ' : character));
  return `${shown.join('')}\n${' '.repeat(before.length)}^`;
}
