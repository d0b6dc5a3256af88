import { type ManagementApi, path } from './management-api.js';

/** Needs the tag administrator. */
export async function putClusterName(api: ManagementApi, name: string): Promise<void> {
  await api.request('PUT', path`cluster-name`, { body: { name } });
}
