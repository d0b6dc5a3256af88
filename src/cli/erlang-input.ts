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

/** A term as text without quotes, where it is text at all: a binary, an atom or a list of characters. */
export function clearText(term: Term): string {
  if (typeof term === 'string') return term;
  if (term instanceof Atom) return term.name;
  const isText = Array.isArray(term) && term.length > 0 && term.every((item) => typeof item === 'number');
  return isText ? String.fromCodePoint(...(term as readonly number[])) : printErlang(term, { otp: 27 });
}
