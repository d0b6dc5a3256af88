import type { ManagementApi } from '../api/management-api.js';
import { getOwnUser, type User } from '../api/who-am-i.js';

/** True when HTTP lists everything to the user; others see in silence what is their own, or in their virtual hosts. */
export const seesAll = ({ tags }: User): boolean => tags.some((tag) => tag === 'administrator' || tag === 'monitoring');

/** A list of the whole cluster, and a line on stderr where HTTP leaves out what the user may not see: the real tool lists it. */
export async function asShown<T>(api: ManagementApi, note: (line: string) => void, list: Promise<T>): Promise<T> {
  const [items, user] = await Promise.all([list, getOwnUser(api)]);
  if (!seesAll(user)) note(`user "${user.name}" sees only what is its own; the tag monitoring shows all`);
  return items;
}
