import { orNotFound } from './is-found.js';
import type { ManagementApi } from './management-api.js';
import { noSuchUser } from './no-such-user.js';
import { noSuchVhost } from './no-such-vhost.js';
import { getUser } from './users.js';
import { getVhost } from './vhosts.js';

/** Throws what the real tool says when the user (67) or the virtual host (69) of a permission is not there. */
export async function missingForPermission(
  api: ManagementApi,
  { user, vhost }: { readonly user: string; readonly vhost: string },
): Promise<void> {
  await orNotFound(getUser(api, user), noSuchUser(user));
  await orNotFound(getVhost(api, vhost), noSuchVhost(vhost, 69));
}
