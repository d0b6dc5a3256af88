import { type ManagementApi, path } from './management-api.js';
import { objectOf } from './shapes.js';

/** Needs the tag administrator; `getOverview` gives the name to everybody. */
export async function getClusterName(api: ManagementApi): Promise<string | undefined> {
  return objectOf<{ readonly name?: string }>(api, await api.request('GET', path`cluster-name`)).name;
}

/** Needs the tag administrator. */
export async function putClusterName(api: ManagementApi, name: string): Promise<void> {
  await api.request('PUT', path`cluster-name`, { body: { name } });
}
