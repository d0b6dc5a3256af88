import { type ManagementApi, path } from './management-api.js';
import { listOf } from './shapes.js';

/** Logins that a node has counted, of one protocol; by source also of one address and user. */
export interface AuthAttempts {
  readonly remote_address?: string;
  readonly username?: string;
  readonly protocol?: string;
  readonly auth_attempts?: number;
  readonly auth_attempts_failed?: number;
  readonly auth_attempts_succeeded?: number;
}

/** What a node has counted. Needs the tag monitoring. Throws NotFound before 3.8.10. */
export async function listAuthAttempts(
  api: ManagementApi,
  node: string,
  bySource: boolean,
): Promise<readonly AuthAttempts[]> {
  const counted = bySource ? path`auth/attempts/${node}/source` : path`auth/attempts/${node}`;
  return listOf(api, await api.request('GET', counted));
}

/** Begins to count anew, by source too. Throws NotFound before 3.8.10. */
export async function resetAuthAttempts(api: ManagementApi, node: string): Promise<void> {
  await api.request('DELETE', path`auth/attempts/${node}`);
}
