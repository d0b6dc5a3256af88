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
 * Adds and overwrites, never deletes; what stands before a fault in the definitions is kept. The server is done when
 * this resolves. Throws DataError with the server's reason.
 */
export async function importDefinitions(
  api: ManagementApi,
  content: Readonly<Record<string, unknown>>,
  vhost?: string,
  waiting: Waiting = {},
): Promise<void> {
  await api.request('POST', definitions(vhost), { ...waiting, body: content });
}

function definitions(vhost: string | undefined): Path {
  return vhost === undefined ? path`definitions` : path`definitions/${vhost}`;
}
