import { DataError } from '../errors.js';
import { parseErlang } from '../format/erlang-parse.js';
import { printErlang } from '../format/erlang-text.js';
import { Atom, type Term, Tuple } from '../format/term.js';

/** A term as it was typed. Throws DataError when it is none. */
export function erlangTerm(text: string): Term {
  try {
    return parseErlang(text);
  } catch (error) {
    throw new DataError(`${text} is no Erlang term`, { cause: error });
  }
}

/**
 * The Base64 of `{encrypted,<<"…">>}`, or of what stands in rabbitmq.conf, `encrypted:…`. Throws DataError for anything else.
 */
export function encryptedText(text: string): string {
  if (text.startsWith('encrypted:')) return text.slice('encrypted:'.length);
  const term = erlangTerm(text);
  const [tag, encrypted] = term instanceof Tuple ? term.items : [new Atom('encrypted'), term];
  const bytes = Array.isArray(encrypted) ? String.fromCharCode(...(encrypted as number[])) : encrypted;
  if (tag instanceof Atom && tag.name === 'encrypted' && typeof bytes === 'string')
    return bytes.replace(/^encrypted:/, '');
  throw new DataError(`${text} is nothing encrypted`, { hint: 'It looks like {encrypted,<<"…">>}, or encrypted:….' });
}

/** A binary as it is, any other term as Erlang writes it: a list of characters in its quotes, as seen on 4.0.5 and 4.3.6. */
export const clearText = (term: Term): string => (typeof term === 'string' ? term : printErlang(term, { otp: 27 }));
