import { type ManagementApi, path } from './management-api.js';
import { objectOf } from './shapes.js';

/** The name of the user that `api` logs in as, as the broker knows it. */
export async function whoAmI(api: ManagementApi): Promise<string> {
  return (await getOwnUser(api)).name;
}

export interface User {
  readonly name: string;
  /** `administrator`, `monitoring`, … */
  readonly tags: readonly string[];
}

/** The user that `api` logs in as. */
export async function getOwnUser(api: ManagementApi): Promise<User> {
  const { name = '', tags = [] } = objectOf<{ readonly name?: string; readonly tags?: string | readonly string[] }>(
    api,
    await api.request('GET', path`whoami`),
  );
  // One text with commas up to 3.8.
  return { name, tags: typeof tags === 'string' ? tags.split(',').filter(Boolean) : tags };
}
