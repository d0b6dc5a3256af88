import type { FederationLink } from '../api/federation-links.js';
import { NotOverHttp } from '../errors.js';
import { parseErlang } from '../format/erlang-parse.js';
import { printErlang } from '../format/erlang-text.js';
import { Atom, Dictionary, type Properties, type Term } from '../format/term.js';
import { lastChanged } from './last-changed.js';

/** A link as federation_status says it: of queues it tells the consumer too. */
export function federationWords(link: FederationLink): Properties {
  const told = link.consumer_tag === undefined ? keys : [...keys, 'consumer_tag'];
  return Object.fromEntries(told.toSorted().map((key) => [key, factOf(link, key)]));
}

/** Links as the real tool prints them of its own accord, where Erlang's maps are sorted. Throws NotOverHttp over what is no term. */
export const printedLinks = (links: readonly FederationLink[], erlang: string): string =>
  printErlang(links.map(linkTerm), { otp: Number.parseInt(erlang, 10) });

function linkTerm(link: FederationLink): Term {
  const entries = Object.keys(federationWords(link)).map((key) => {
    const fact = factOf(link, key);
    return [new Atom(key), ['status', 'type'].includes(key) ? new Atom(fact) : key === 'error' ? term(fact) : fact];
  });
  return new Dictionary(entries as [Term, Term][]);
}

/** HTTP has the reason as Erlang's text of it. */
function term(text: string): Term {
  if (text === '') return text;
  try {
    return parseErlang(text);
  } catch (cause) {
    throw new NotOverHttp('HTTP does not tell the error of a link as a term', { cause });
  }
}

const factOf = (link: FederationLink, key: string): string =>
  key === 'last_changed' ? lastChanged(String(link.timestamp ?? '')) : String(link[key] ?? '');

const keys = [
  ...['id', 'status', 'type', 'vhost', 'upstream', 'uri', 'exchange', 'upstream_exchange', 'queue', 'upstream_queue'],
  ...['local_connection', 'last_changed', 'error'],
];
