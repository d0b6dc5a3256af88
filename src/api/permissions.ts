import { type ManagementApi, path } from './management-api.js';
import { listOf } from './shapes.js';

/** What a user may do in a virtual host: regular expressions over names of queues and exchanges. */
export interface Permission {
  readonly user?: string;
  readonly vhost?: string;
  readonly configure?: string;
  readonly write?: string;
  readonly read?: string;
}

/** Needs the tag administrator, as all of these do. Throws NotFound. */
export async function listVhostPermissions(api: ManagementApi, vhost: string): Promise<readonly Permission[]> {
  return listOf(api, await api.request('GET', path`vhosts/${vhost}/permissions`));
}

/** Those of one user in all virtual hosts. Throws NotFound. */
export async function listUserPermissions(api: ManagementApi, user: string): Promise<readonly Permission[]> {
  return listOf(api, await api.request('GET', path`users/${user}/permissions`));
}

/** Throws DataError when there is no such virtual host or user, or an expression is bad. */
export async function putPermission(
  api: ManagementApi,
  vhost: string,
  user: string,
  rights: { readonly configure: string; readonly write: string; readonly read: string },
): Promise<void> {
  await api.request('PUT', path`permissions/${vhost}/${user}`, { body: rights });
}

/** Throws NotFound when there is nothing to take away. */
export async function deletePermission(api: ManagementApi, vhost: string, user: string): Promise<void> {
  await api.request('DELETE', path`permissions/${vhost}/${user}`);
}
