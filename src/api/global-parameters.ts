import { NotFound } from '../errors.js';
import { isFound } from './is-found.js';
import { type ManagementApi, path } from './management-api.js';
import { asRecord, listOf } from './shapes.js';

/** The value of a global parameter; undefined when there is none. Throws what ManagementApi.request throws. */
export async function getGlobalParameter(api: ManagementApi, name: string): Promise<unknown> {
  try {
    return asRecord(await api.request('GET', path`global-parameters/${name}`)).value;
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

/** Makes or replaces it. Needs the tag policymaker or administrator. */
export async function putGlobalParameter(api: ManagementApi, name: string, value: unknown): Promise<void> {
  await api.request('PUT', path`global-parameters/${name}`, { body: { name, value } });
}

/** Removes it; false when it was not there. */
export async function deleteGlobalParameter(api: ManagementApi, name: string): Promise<boolean> {
  return isFound(api.request('DELETE', path`global-parameters/${name}`));
}

/** All of them. Needs the tag policymaker or administrator. */
export async function listGlobalParameters(
  api: ManagementApi,
): Promise<readonly { readonly name?: string | null; readonly value?: unknown }[]> {
  return listOf(api, await api.request('GET', path`global-parameters`));
}
