import { type ManagementApi, path } from './management-api.js';
import { asRecord, objectsIn } from './shapes.js';

interface Named {
  readonly name?: string;
}

/** Names of one kind of object, and whether these are all that begin with what was asked for. */
export interface Names {
  readonly names: readonly string[];
  readonly complete: boolean;
}

/** Virtual hosts, users, policies and the like: there are few of them, and they come at once. */
export async function allNames(
  api: ManagementApi,
  kind: 'vhosts' | 'users' | 'nodes' | 'feature-flags' | 'policies' | 'operator-policies',
  vhost?: string,
): Promise<Names> {
  const where = vhost === undefined ? path`${kind}` : path`${kind}/${vhost}`;
  const answer = await api.request('GET', where, { query: { columns: 'name', disable_stats: true } });
  return { names: namesIn(Array.isArray(answer) ? answer : []), complete: true };
}

/** Queues or exchanges that begin with a word: one page of them, for there may be a hundred thousand. */
export async function namesBeginning(
  api: ManagementApi,
  kind: 'queues' | 'exchanges',
  vhost: string,
  beginning: string,
): Promise<Names> {
  const name = `^${beginning.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}`;
  const page = { page: 1, page_size: 500, name, use_regex: true };
  const query = { ...page, columns: 'name', disable_stats: true };
  const { items, page_count } = asRecord(await api.request('GET', path`${kind}/${vhost}`, { query }));
  return { names: namesIn(Array.isArray(items) ? items : []), complete: page_count === 1 || page_count === 0 };
}

const namesIn = (items: readonly unknown[]): readonly string[] =>
  objectsIn<Named>(items).flatMap(({ name }) => (name === undefined || name === '' ? [] : [name]));
