import { AmqpTable, Atom, type Properties, type Term } from '../format/term.js';
import type { Feature } from './capabilities.js';
import { toldByHttp } from './told-by-http.js';

/** A column of a list of the real tool, made of an item as HTTP gives it. */
export interface HttpColumn<Item> {
  /** HTTP's fields that it is made of; undefined: only the node's own tool knows it. */
  readonly fields: readonly string[] | undefined;
  /** HTTP has lost what only tables and CSV do not print. */
  readonly textOnly?: true;
  /** Whether HTTP tells what the real tool prints of this very item; it does when this is not given. */
  readonly told?: (item: Item) => boolean;
  /** Versions without that feature refuse the column. */
  readonly since?: Feature;
  readonly term: (item: Item) => Term;
}

export type HttpColumns<Item> = Readonly<Record<string, HttpColumn<Item>>>;

export interface Fields {
  readonly [field: string]: unknown;
}

const nothing = new Atom('');

export const onlyOnNode: HttpColumn<unknown> = { fields: undefined, term: () => nothing };

/** A field as it is; null and one that is missing are the empty atom, as in the real tool's info items. */
export const field = (name: string): HttpColumn<Fields> => ({ fields: [name], term: (item) => plain(item[name]) });

/** The same, of names that may be empty. */
export const name = (field: string): HttpColumn<Fields> => ({
  fields: [field],
  term: (item) => (typeof item[field] === 'string' ? item[field] : nothing),
});

export const atom = (field: string): HttpColumn<Fields> => ({
  fields: [field],
  term: (item) => (typeof item[field] === 'string' ? new Atom(item[field]) : nothing),
});

/** An address: as a tuple it may be of IPv4 or the same in IPv6, and HTTP says it as text. */
export const address = (name: string): HttpColumn<Fields> => ({ ...field(name), textOnly: true });

/** What a client's certificate says; HTTP does not tell how the real tool prints it. */
export const certificate = (name: string): HttpColumn<Fields> => ({
  ...field(name),
  told: (item) => item[name] === null || item[name] === undefined || item[name] === '',
});

/** Columns that only the node's own tool knows. */
export const onlyOnNodeColumns = (...names: readonly string[]): HttpColumns<unknown> =>
  Object.fromEntries(names.map((name) => [name, onlyOnNode]));

/** Arguments, of which HTTP has lost the AMQP types and the order. */
export const amqpTable = (field: string): HttpColumn<Fields> => ({
  fields: [field],
  textOnly: true,
  told: (item) => toldByHttp(properties(item[field]), false),
  term: (item) => new AmqpTable(properties(item[field])),
});

const properties = (value: unknown): Properties => (value ?? {}) as Properties;

function plain(value: unknown): Term {
  if (typeof value === 'string' && value !== '') return value;
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint' ? value : nothing;
}
