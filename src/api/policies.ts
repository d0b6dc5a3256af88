import { type ManagementApi, path } from './management-api.js';
import { listOf, objectOf } from './shapes.js';

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

/** `policies` anybody with access may set, `operator-policies` only administrators; the two never mix. */
export type PolicyKind = 'policies' | 'operator-policies';

/** The policies of a virtual host, or of all that the user may see. Throws NotFound when there is no such virtual host. */
export async function listPolicies(
  api: ManagementApi,
  vhost?: string,
  kind: PolicyKind = 'policies',
): Promise<readonly Policy[]> {
  return listOf(api, await api.request('GET', vhost === undefined ? path`${kind}` : path`${kind}/${vhost}`));
}

/** Throws NotFound. */
export async function getPolicy(
  api: ManagementApi,
  vhost: string,
  name: string,
  kind: PolicyKind = 'policies',
): Promise<Policy> {
  return objectOf(api, await api.request('GET', path`${kind}/${vhost}/${name}`));
}

/** Makes or replaces a policy. Throws DataError with the server's reason when the definition is refused. */
export async function putPolicy(
  api: ManagementApi,
  vhost: string,
  name: string,
  policy: PolicyDefinition,
  kind: PolicyKind = 'policies',
): Promise<void> {
  await api.request('PUT', path`${kind}/${vhost}/${name}`, { body: policy });
}

/** Throws NotFound. */
export async function deletePolicy(
  api: ManagementApi,
  vhost: string,
  name: string,
  kind: PolicyKind = 'policies',
): Promise<void> {
  await api.request('DELETE', path`${kind}/${vhost}/${name}`);
}
