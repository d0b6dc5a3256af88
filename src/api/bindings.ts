import { type ManagementApi, path } from './management-api.js';
import { columnList, listOf } from './shapes.js';

/** A binding; those that the default exchange (an empty `source`) has with every queue are among them. */
export interface Binding {
  readonly source?: string;
  readonly vhost?: string;
  readonly destination?: string;
  /** `queue` or `exchange`. */
  readonly destination_type?: string;
  readonly routing_key?: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
  readonly [column: string]: unknown;
}

/** The bindings of a virtual host. Throws NotFound when there is no such virtual host. */
export async function listBindings(
  api: ManagementApi,
  vhost: string,
  columns?: readonly string[],
): Promise<readonly Binding[]> {
  const query = { columns: columnList(columns) };
  return listOf(api, await api.request('GET', path`bindings/${vhost}`, { query }));
}
