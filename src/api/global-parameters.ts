import { NotFound } from '../errors.js';
import { type ManagementApi, path } from './management-api.js';
import { asRecord } from './shapes.js';

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

/** Removes it; one that is not there is no error. */
export async function deleteGlobalParameter(api: ManagementApi, name: string): Promise<void> {
  try {
    await api.request('DELETE', path`global-parameters/${name}`);
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
  }
}
