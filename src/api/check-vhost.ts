import { NotPermitted } from '../errors.js';
import { LoginRefused } from './errors.js';
import { orNotFound } from './is-found.js';
import type { ManagementApi } from './management-api.js';
import { noSuchVhost } from './no-such-vhost.js';
import { getVhost, listVhosts } from './vhosts.js';

/**
 * Throws what the real tool says when there is no such virtual host. By its name only administrators may ask for one: for
 * others it is there when they see it, and where they do not, NotPermitted stands.
 */
export async function checkVhost(api: ManagementApi, vhost: string): Promise<void> {
  try {
    await orNotFound(getVhost(api, vhost), noSuchVhost(vhost));
  } catch (error) {
    if (!(error instanceof NotPermitted) || error instanceof LoginRefused) throw error;
    const seen = await listVhosts(api, ['name']);
    if (!seen.some(({ name }) => name === vhost)) throw error;
  }
}
