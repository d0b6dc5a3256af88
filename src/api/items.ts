import { begun, type Items, mapped } from '../items.js';
import { isFound } from './is-found.js';
import type { ManagementApi, Path, RequestOptions } from './management-api.js';
import { objectsIn } from './shapes.js';
import { whoAmI } from './who-am-i.js';

/** The objects of a list; what is none is left out, as everywhere. */
export async function* itemsOf<Item extends object>(
  api: ManagementApi,
  path: Path,
  query?: RequestOptions['query'],
): AsyncGenerator<readonly Item[], void> {
  const answer = api.items(path, query === undefined ? {} : { query });
  yield* mapped(answer, objectsIn<Item>);
}

/**
 * None when the server says that there is no such virtual host. RabbitMQ says the same at a wrong path prefix and on its
 * other ports: that there is an API is made sure of, else ApiUnavailable.
 */
export async function begunOrNone<Item>(api: ManagementApi, items: Items<Item>): Promise<Items<Item>> {
  const beginning = begun(items);
  if (await isFound(beginning)) return beginning;
  await whoAmI(api);
  return (async function* () {})();
}
