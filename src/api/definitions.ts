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

function definitions(vhost: string | undefined): Path {
  return vhost === undefined ? path`definitions` : path`definitions/${vhost}`;
}
