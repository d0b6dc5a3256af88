import { DataError } from '../errors.js';
import { parseErlang } from '../format/erlang-parse.js';
import type { Term } from '../format/term.js';

/** A term as it was typed. Throws DataError when it is none. */
export function erlangTerm(text: string): Term {
  try {
    return parseErlang(text);
  } catch (error) {
    throw new DataError(`${text} is no Erlang term`, { cause: error });
  }
}
