import { DataError, NotFound, NotOverHttp } from '../errors.js';
import type { ManagementApi } from './management-api.js';
import { getUser, putUser, type User, type UserDefinition } from './users.js';

/**
 * Replaces a user by what `change` makes of it: a PUT forgets what it is not told. Throws what `missing` makes when there
 * is none, and NotOverHttp for users that RabbitMQ 4.2 protects from HTTP.
 */
export async function changeUser(
  api: ManagementApi,
  name: string,
  change: (user: User) => UserDefinition,
  missing: (cause: NotFound) => Error,
): Promise<void> {
  try {
    const changed = change(await getUser(api, name));
    if (Array.isArray(changed.tags) && changed.tags.some((tag) => /,|^\s|\s$/.test(tag))) {
      throw new NotOverHttp('HTTP takes tags apart at commas and trims them');
    }
    await putUser(api, name, changed);
  } catch (error) {
    if (error instanceof NotFound) throw missing(error);
    if (!(error instanceof DataError) || !/protected user/i.test(error.message)) throw error;
    throw new NotOverHttp('HTTP does not change users with the tag protected', { cause: error });
  }
}
