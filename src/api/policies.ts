import { CheckFailed, NotFound } from '../errors.js';
import { ApiRefused, ApiUnavailable } from './errors.js';
import { isFound } from './is-found.js';
import { type ManagementApi, path } from './management-api.js';
import { listOf } from './shapes.js';
import { getVhost } from './vhosts.js';

/** Users' policies, and those of operators, which limit them. */
export type PolicyKind = 'policies' | 'operator-policies';

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
export async function listPolicies(
  api: ManagementApi,
  vhost?: string,
  kind: PolicyKind = 'policies',
): Promise<readonly Policy[]> {
  return listOf(api, await api.request('GET', vhost === undefined ? path`${kind}` : path`${kind}/${vhost}`));
}

/**
 * Makes or replaces a policy. Throws DataError with the server's reason when the definition is refused, NotFound when
 * there is no such virtual host.
 */
export async function putPolicy(
  api: ManagementApi,
  vhost: string,
  name: string,
  policy: PolicyDefinition,
  kind: PolicyKind = 'policies',
): Promise<void> {
  await change(api, vhost, api.request('PUT', path`${kind}/${vhost}/${name}`, { body: policy }), kind);
}

/** Throws NotFound when there is no such policy or virtual host. */
export async function deletePolicy(
  api: ManagementApi,
  vhost: string,
  name: string,
  kind: PolicyKind = 'policies',
): Promise<void> {
  await change(api, vhost, api.request('DELETE', path`${kind}/${vhost}/${name}`), kind);
}

/** What the server answers otherwise where it is about operators' policies. */
async function change(api: ManagementApi, vhost: string, request: Promise<unknown>, kind: PolicyKind): Promise<void> {
  try {
    await request;
  } catch (cause) {
    if (kind === 'policies') throw cause;
    if (cause instanceof ApiRefused && cause.status === 405) {
      throw new CheckFailed(cause.message, {
        hint: "Perhaps management.restrictions.operator_policy_changes.disabled is set on the server: then only the node's own rabbitmqctl changes them.",
        cause,
      });
    }
    // 4.0.5 crashes over a virtual host that is not there: HTTP 500.
    const crashed = cause instanceof ApiUnavailable && cause.why === 'server';
    if (!crashed || (await isFound(getVhost(api, vhost)))) throw cause;
    throw new NotFound(`Virtual host '${vhost}' does not exist`, { cause });
  }
}
