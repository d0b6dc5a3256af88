import { NotOverHttp } from '../errors.js';
import { isFound } from './is-found.js';
import { type ManagementApi, path } from './management-api.js';
import { listOf } from './shapes.js';

/** A client's connection, of any protocol. */
export interface ClientConnection {
  /** `10.0.0.1:51234 -> 10.0.0.2:5672`. */
  readonly name?: string;
  readonly vhost?: string;
  readonly user?: string;
  /** The node that it is connected to. */
  readonly node?: string;
}

/**
 * All connections to the cluster; only its own where the user has neither the tag monitoring nor administrator. Up to 4.0
 * of this moment; in 4.3 a new one is missing for some seconds.
 */
export async function listClientConnections(api: ManagementApi): Promise<readonly ClientConnection[]> {
  return listOf(api, await api.request('GET', path`connections`, { query: ofThisMoment }));
}

/** The connections of a user, of this moment in every version from 3.10.8 on. Throws NotFound before. */
export async function listConnectionsOf(api: ManagementApi, user: string): Promise<readonly ClientConnection[]> {
  return listOf(api, await api.request('GET', path`connections/username/${user}`));
}

/**
 * Throws NotOverHttp where a header cannot carry what the clients are told. Beyond ASCII 3.10.8 reads headers as UTF-8,
 * 4.0.5 as Latin-1.
 */
export function checkReason(explanation: string): void {
  if (/[^ -~]|^\s|\s$/.test(explanation))
    throw new NotOverHttp('HTTP cannot carry this explanation to the clients as it is');
}

/** Closes a connection; false when there is none of that name. `reason` is what the client is told, of characters that `checkReason` lets pass. */
export function closeClientConnection(api: ManagementApi, name: string, reason: string): Promise<boolean> {
  return isFound(
    api.request('DELETE', path`connections/${name}`, { query: ofThisMoment, headers: { 'x-reason': reason } }),
  );
}

/** Statistics know a new connection only after some seconds: it would not be listed, and not be found. */
const ofThisMoment = { disable_stats: true };
