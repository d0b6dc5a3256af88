import { type ManagementApi, path } from './management-api.js';
import { objectOf } from './shapes.js';

/** The name of the user that `api` logs in as, as the broker knows it. */
export async function whoAmI(api: ManagementApi): Promise<string> {
  return objectOf<{ readonly name?: string }>(api, await api.request('GET', path`whoami`)).name ?? '';
}
