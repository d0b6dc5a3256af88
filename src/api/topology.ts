import { isFound, orNotFound } from './is-found.js';
import { type ManagementApi, type Path, path } from './management-api.js';
import { noSuchVhost } from './no-such-vhost.js';
import { orNamesRights, type Right } from './rights.js';
import { listOf } from './shapes.js';
import { orUnspoken } from './unspoken.js';

export type Arguments = Readonly<Record<string, unknown>>;

export interface QueueDefinition {
  readonly durable: boolean;
  readonly auto_delete: boolean;
  readonly arguments: Arguments;
}

export interface ExchangeDefinition extends QueueDefinition {
  readonly type: string;
  readonly internal: boolean;
}

/** An exchange as lists have it. */
export interface Exchange {
  readonly name?: string;
}

/**
 * Makes a queue; one that is there already must be the same. Throws DataError with the server's reason, or when there is
 * no such virtual host, and AccessRefused, which names the permission.
 */
export async function declareQueue(
  api: ManagementApi,
  vhost: string,
  name: string,
  body: QueueDefinition,
): Promise<void> {
  const rights: Right[] = [{ right: 'configure', of: 'queue', name }];
  const letters = body.arguments['x-dead-letter-exchange'];
  if (typeof letters === 'string') {
    rights.push({ right: 'read', of: 'queue', name }, { right: 'write', of: 'exchange', name: letters });
  }
  const place = path`queues/${vhost}/${name}`;
  await declare(api, vhost, { place, name, what: 'queue' }, body, rights);
}

/** Makes an exchange; one that is there already must be the same. Throws as `declareQueue` does. */
export async function declareExchange(
  api: ManagementApi,
  vhost: string,
  name: string,
  body: ExchangeDefinition,
): Promise<void> {
  const rights: Right[] = [{ right: 'configure', of: 'exchange', name }];
  const alternate = body.arguments['alternate-exchange'];
  if (typeof alternate === 'string') {
    rights.push({ right: 'read', of: 'exchange', name }, { right: 'write', of: 'exchange', name: alternate });
  }
  const place = path`exchanges/${vhost}/${name}`;
  await declare(api, vhost, { place, name, what: 'exchange' }, body, rights);
}

interface Declared {
  readonly place: Path;
  readonly name: string;
  readonly what: 'queue' | 'exchange';
}

async function declare(
  api: ManagementApi,
  vhost: string,
  { place, name, what }: Declared,
  body: QueueDefinition,
  rights: readonly Right[],
): Promise<void> {
  const put = orNamesRights(orNotFound(api.request('PUT', place, { body }), noSuchVhost(vhost)), vhost, rights);
  await orUnspoken(put, [vhost, name], async () => {
    const there = await isFound(api.request('GET', place));
    return `${what} "${name}" ${there ? 'is there already, and not the same' : 'is refused'}`;
  });
}

/** Throws NotFound when there is no such exchange or virtual host, and AccessRefused. */
export async function deleteExchange(api: ManagementApi, vhost: string, name: string): Promise<void> {
  const request = api.request('DELETE', path`exchanges/${vhost}/${name}`);
  await orNamesRights(request, vhost, [{ right: 'configure', of: 'exchange', name }]);
}

/** Throws NotFound when there is no such virtual host. */
export async function listExchangeNames(api: ManagementApi, vhost: string): Promise<readonly string[]> {
  const query = { columns: 'name', disable_stats: true };
  const exchanges = listOf<Exchange>(api, await api.request('GET', path`exchanges/${vhost}`, { query }));
  return exchanges.map(({ name = '' }) => name);
}

/** Throws NotFound when there is no such exchange or virtual host. */
export async function getExchange(api: ManagementApi, vhost: string, name: string): Promise<void> {
  await api.request('GET', path`exchanges/${vhost}/${name}`, { query: { disable_stats: true } });
}
