import { type ManagementApi, path } from './management-api.js';
import { listOf } from './shapes.js';

/** `max-connections`, `max-channels`, `max-queues` … and how many. */
export type Limits = Readonly<Record<string, unknown>>;

export interface Limited {
  readonly user?: string;
  readonly vhost?: string;
  readonly value?: Limits | null;
}

/** All users that have limits, or the one that is named. Needs the tag administrator. Throws NotFound. */
export async function listUserLimits(api: ManagementApi, user?: string): Promise<readonly Limited[]> {
  return listOf(api, await api.request('GET', user === undefined ? path`user-limits` : path`user-limits/${user}`));
}

/** Sets one limit and leaves the others. Throws DataError when the server does not take it. */
export async function putUserLimit(api: ManagementApi, user: string, limit: string, value: unknown): Promise<void> {
  await api.request('PUT', path`user-limits/${user}/${limit}`, { body: { value } });
}

/** Throws NotFound when there is no such user. */
export async function deleteUserLimit(api: ManagementApi, user: string, limit: string): Promise<void> {
  await api.request('DELETE', path`user-limits/${user}/${limit}`);
}

/** All virtual hosts that have limits, or the one that is named. */
export async function listVhostLimits(api: ManagementApi, vhost?: string): Promise<readonly Limited[]> {
  return listOf(api, await api.request('GET', vhost === undefined ? path`vhost-limits` : path`vhost-limits/${vhost}`));
}

/** Replaces all limits of a virtual host. Throws DataError when the server does not take them, NotFound. */
export async function putVhostLimits(api: ManagementApi, vhost: string, limits: Limits): Promise<void> {
  const body = { component: 'vhost-limits', vhost, name: 'limits', value: limits };
  await api.request('PUT', path`parameters/vhost-limits/${vhost}/limits`, { body });
}

/** Throws NotFound when there are none. */
export async function deleteVhostLimits(api: ManagementApi, vhost: string): Promise<void> {
  await api.request('DELETE', path`parameters/vhost-limits/${vhost}/limits`);
}
