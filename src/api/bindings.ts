import { collected, type Items } from '../items.js';
import { isFound } from './is-found.js';
import { itemsOf } from './items.js';
import { printJson } from './json.js';
import { type ManagementApi, path } from './management-api.js';
import { orNamesRights, type Right } from './rights.js';
import { columnList, listOf } from './shapes.js';
import { orUnspoken } from './unspoken.js';

export type DestinationType = 'queue' | 'exchange';

/** A binding; those that the default exchange (an empty `source`) has with every queue are among them. */
export interface Binding {
  readonly source?: string;
  readonly vhost?: string;
  readonly destination?: string;
  readonly destination_type?: string;
  readonly routing_key?: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
  /** The name of the binding in paths. */
  readonly properties_key?: string;
  readonly [column: string]: unknown;
}

/** What a binding leads from and to. */
export interface Ends {
  readonly vhost: string;
  readonly source: string;
  readonly destination: string;
  readonly destination_type: DestinationType;
}

/** Makes a binding, or leaves the same one as it is. Throws NotFound with the server's reason, and AccessRefused. */
export async function bind(
  api: ManagementApi,
  ends: Ends,
  body: { readonly routing_key: string; readonly arguments: Readonly<Record<string, unknown>> },
): Promise<void> {
  const { vhost, source, destination, destination_type } = ends;
  const post = orNamesRights(api.request('POST', betweenPath(ends), { body }), vhost, rightsOf(ends));
  await orUnspoken(post, [vhost, source, destination], async () => {
    if (!(await isFound(api.request('GET', path`exchanges/${vhost}/${source}`)))) return missing('exchange', source);
    const end = destination_type === 'queue' ? 'queues' : 'exchanges';
    if (await isFound(api.request('GET', path`${end}/${vhost}/${destination}`))) return undefined;
    return missing(destination_type, destination);
  });
}

const missing = (what: string, name: string): string => `There is no ${what} "${name}"`;

/** Throws NotFound when there is no such binding any more, and AccessRefused. */
export async function unbind(api: ManagementApi, ends: Ends, propertiesKey: string): Promise<void> {
  const { vhost, source, destination } = ends;
  const target = path`bindings/${vhost}/e/${source}/${letter(ends)}/${destination}/${propertiesKey}`;
  await orNamesRights(api.request('DELETE', target), vhost, rightsOf(ends));
}

/** The bindings between two ends; none, too, when there is no such exchange, queue or virtual host on some versions, else NotFound. */
export async function bindingsBetween(api: ManagementApi, ends: Ends): Promise<readonly Binding[]> {
  return listOf(api, await api.request('GET', betweenPath(ends)));
}

/** All bindings of a virtual host, those of the default exchange too. Throws NotFound when there is no such virtual host. */
export const listBindings = (...asked: Parameters<typeof bindingItems>): Promise<readonly Binding[]> =>
  collected(bindingItems(...asked));

/** The same as it comes. */
export function bindingItems(api: ManagementApi, vhost: string, columns?: readonly string[]): Items<Binding> {
  return itemsOf(api, path`bindings/${vhost}`, { columns: columnList(columns) });
}

/** Whether two tables of arguments are the same, in whatever order. */
export const sameArguments = (one: unknown, other: unknown): boolean => sorted(one) === sorted(other);

const betweenPath = (ends: Ends) => path`bindings/${ends.vhost}/e/${ends.source}/${letter(ends)}/${ends.destination}`;

const letter = ({ destination_type }: Ends): string => (destination_type === 'queue' ? 'q' : 'e');

const rightsOf = ({ source, destination, destination_type }: Ends): readonly Right[] => [
  { right: 'write', of: destination_type, name: destination },
  { right: 'read', of: 'exchange', name: source },
];

function sorted(value: unknown): string {
  return printJson(withSortedKeys(value));
}

function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, withSortedKeys(item)]));
}
