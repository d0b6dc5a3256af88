import { type ManagementApi, path } from './management-api.js';
import { listOf } from './shapes.js';

/** Which routing keys a user may publish and bind with at a topic exchange: regular expressions. */
export interface TopicPermission {
  readonly user?: string;
  readonly vhost?: string;
  readonly exchange?: string;
  readonly write?: string;
  readonly read?: string;
}

/** Needs the tag administrator, as all of these do. Throws NotFound. */
export async function listVhostTopicPermissions(
  api: ManagementApi,
  vhost: string,
): Promise<readonly TopicPermission[]> {
  return listOf(api, await api.request('GET', path`vhosts/${vhost}/topic-permissions`));
}

/** Those of one user in all virtual hosts. Throws NotFound. */
export async function listUserTopicPermissions(api: ManagementApi, user: string): Promise<readonly TopicPermission[]> {
  return listOf(api, await api.request('GET', path`users/${user}/topic-permissions`));
}

/** Throws DataError when there is no such virtual host or user, or an expression is bad. */
export async function putTopicPermission(
  api: ManagementApi,
  vhost: string,
  user: string,
  rights: { readonly exchange: string; readonly write: string; readonly read: string },
): Promise<void> {
  await api.request('PUT', path`topic-permissions/${vhost}/${user}`, { body: rights });
}

/** At one exchange, or at all. Throws NotFound when there is nothing to take away. */
export async function deleteTopicPermissions(
  api: ManagementApi,
  vhost: string,
  user: string,
  exchange?: string,
): Promise<void> {
  const all = path`topic-permissions/${vhost}/${user}`;
  await api.request('DELETE', exchange === undefined ? all : path`topic-permissions/${vhost}/${user}/${exchange}`);
}
