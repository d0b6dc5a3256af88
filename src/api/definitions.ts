import { type ManagementApi, type Path, path, type RequestOptions } from './management-api.js';

type Waiting = Pick<RequestOptions, 'signal' | 'deadline'>;

/**
 * Everything but messages, of the cluster or of one virtual host: the JSON as the server writes it, in pieces.
 * Needs the tag administrator. Throws DataError when there is no such virtual host, ApiUnavailable when
 * the export breaks off.
 */
export function exportDefinitions(
  api: ManagementApi,
  vhost?: string,
  waiting: Waiting = {},
): AsyncIterable<Uint8Array> {
  return api.stream('GET', definitions(vhost), waiting);
}

/**
 * Makes all that the definitions hold, and overwrites what has the same name; nothing else is touched, and the server
 * stops at the first thing it does not take. `chunks` gives the JSON anew each time it is called.
 * Needs the tag administrator. Throws DataError with the server's reason.
 */
export async function importDefinitions(
  api: ManagementApi,
  chunks: () => AsyncIterable<Uint8Array>,
  waiting: Waiting = {},
): Promise<void> {
  await api.request('POST', definitions(undefined), { chunks, ...waiting });
}

function definitions(vhost: string | undefined): Path {
  return vhost === undefined ? path`definitions` : path`definitions/${vhost}`;
}
