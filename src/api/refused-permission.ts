import { DataError, NotFound } from '../errors.js';
import { isFound } from './is-found.js';
import type { ManagementApi } from './management-api.js';
import { noSuchUser } from './no-such-user.js';
import { noSuchVhost } from './no-such-vhost.js';
import { getUser } from './users.js';

/** Says in the real tool's words why the server did not take a permission; HTTP does not say what is missing. */
export async function refusedPermission(
  api: ManagementApi,
  put: Promise<void>,
  { user, vhost }: { readonly user: string; readonly vhost: string },
): Promise<void> {
  try {
    await put;
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    if (!(await isFound(getUser(api, user)))) throw noSuchUser(user)(error);
    if (error instanceof NotFound || error.message.includes('not_found')) throw noSuchVhost(vhost, 69)();
    throw new DataError(error.message, { exitCode: 69, cause: error });
  }
}
