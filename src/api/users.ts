import { type ManagementApi, path } from './management-api.js';
import { listOf, objectOf } from './shapes.js';

export interface User {
  readonly name?: string;
  /** A list; on 3.8 one string with commas. `tagsOf` reads both. */
  readonly tags?: readonly string[] | string;
  readonly password_hash?: string;
  readonly hashing_algorithm?: string;
  readonly limits?: Readonly<Record<string, unknown>> | readonly unknown[];
}

/** What a PUT makes of a user: all of it, so a password that is not given is gone. */
export type UserDefinition = { readonly tags: string | readonly string[] } & (
  | { readonly password: string }
  | { readonly password_hash: string; readonly hashing_algorithm?: string }
);

/** Needs the tag administrator, as all of these do. */
export async function listUsers(api: ManagementApi): Promise<readonly User[]> {
  return listOf(api, await api.request('GET', path`users`));
}

/** Throws NotFound. */
export async function getUser(api: ManagementApi, name: string): Promise<User> {
  return objectOf(api, await api.request('GET', path`users/${name}`));
}

/** Makes or replaces a user. To keep the password of an existing one, send the hash that `getUser` gave. */
export async function putUser(api: ManagementApi, name: string, definition: UserDefinition): Promise<void> {
  await api.request('PUT', path`users/${name}`, { body: definition });
}

/** Throws NotFound. */
export async function deleteUser(api: ManagementApi, name: string): Promise<void> {
  await api.request('DELETE', path`users/${name}`);
}

/** What a PUT must send for the password to stay as it is. */
export function keptPassword({ password_hash = '', hashing_algorithm }: User) {
  return { password_hash, ...(hashing_algorithm === undefined ? {} : { hashing_algorithm }) };
}

export function tagsOf(user: User): readonly string[] {
  const tags = typeof user.tags === 'string' ? user.tags.split(',') : (user.tags ?? []);
  return tags.map((tag) => tag.trim()).filter((tag) => tag !== '');
}
