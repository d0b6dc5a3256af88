import { type ManagementApi, path } from './management-api.js';
import { listOf } from './shapes.js';

export interface Policy {
  readonly vhost?: string;
  readonly name?: string;
  readonly pattern?: string;
  /** `all`, `queues`, `exchanges`, `classic_queues`, `quorum_queues`, `streams`. */
  readonly 'apply-to'?: string;
  readonly priority?: number;
  readonly definition?: Readonly<Record<string, unknown>>;
}

/** What a PUT makes of a policy. */
export interface PolicyDefinition {
  readonly pattern: string;
  readonly definition: Readonly<Record<string, unknown>>;
  readonly priority?: number;
  readonly 'apply-to'?: string;
}

/** The policies of a virtual host, or of all that the user may see. Throws NotFound when there is no such virtual host. */
export async function listPolicies(api: ManagementApi, vhost?: string): Promise<readonly Policy[]> {
  return listOf(api, await api.request('GET', vhost === undefined ? path`policies` : path`policies/${vhost}`));
}

/** Makes or replaces a policy. Throws DataError with the server's reason when the definition is refused. */
export async function putPolicy(
  api: ManagementApi,
  vhost: string,
  name: string,
  policy: PolicyDefinition,
): Promise<void> {
  await api.request('PUT', path`policies/${vhost}/${name}`, { body: policy });
}

/** Throws NotFound. */
export async function deletePolicy(api: ManagementApi, vhost: string, name: string): Promise<void> {
  await api.request('DELETE', path`policies/${vhost}/${name}`);
}
