import { LoginRefused } from '../../api/errors.js';
import { isFound } from '../../api/is-found.js';
import { type ManagementApi, path } from '../../api/management-api.js';
import { listUserPermissions, putPermission } from '../../api/permissions.js';
import { getUser, keptPassword, putUser, tagsOf } from '../../api/users.js';
import { CheckFailed, NotFound } from '../../errors.js';

const everything = { configure: '.*', write: '.*', read: '.*' } as const;

/** Whether there is such a user, tagged administrator, with all rights in the default virtual host. Throws what the API throws. */
export async function isAdministrator(api: ManagementApi, name: string): Promise<boolean> {
  try {
    const [user, permissions] = await Promise.all([getUser(api, name), listUserPermissions(api, name)]);
    return tagsOf(user).includes('administrator') && permissions.some(({ vhost }) => vhost === '/');
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}

/**
 * Makes one, and has it log in. One that is there keeps its password, and its rights where it has some: it becomes an
 * administrator. `password` is asked for only where it is needed. Throws CheckFailed when the new one cannot log in.
 */
export async function makeAdministrator(
  api: ManagementApi,
  name: string,
  password: () => Promise<string>,
): Promise<void> {
  if (await isFound(getUser(api, name))) {
    const user = await getUser(api, name);
    const tags = tagsOf(user);
    if (!tags.includes('administrator')) {
      await putUser(api, name, { ...keptPassword(user), tags: [...tags, 'administrator'].join(',') });
    }
    await allow(api, name);
    return;
  }
  const secret = await password();
  await putUser(api, name, { password: secret, tags: 'administrator' });
  await allow(api, name);
  try {
    await api.request('GET', path`whoami`, { login: { username: name, password: secret } });
  } catch (error) {
    if (!(error instanceof LoginRefused)) throw error;
    throw new CheckFailed(`${name} was made, and cannot log in with its password`, { cause: error });
  }
}

async function allow(api: ManagementApi, name: string): Promise<void> {
  const there = await listUserPermissions(api, name);
  if (!there.some(({ vhost }) => vhost === '/')) await putPermission(api, '/', name, everything);
}
