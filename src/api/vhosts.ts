import { type ManagementApi, path } from './management-api.js';
import { columnList, listOf, objectOf } from './shapes.js';

export interface Vhost {
  readonly name?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly default_queue_type?: string;
  readonly tracing?: boolean;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Node name to `running`, `stopped`, … */
  readonly cluster_state?: Readonly<Record<string, string>>;
  readonly protected_from_deletion?: boolean;
  readonly messages?: number;
  readonly messages_ready?: number;
  readonly messages_unacknowledged?: number;
  readonly [column: string]: unknown;
}

/** What a PUT makes of a virtual host: since 3.9 all of it, so metadata that is not given is gone. */
export interface VhostDefinition {
  readonly description?: string;
  /** With commas between, or a list. */
  readonly tags?: string | readonly string[];
  readonly tracing?: boolean;
  readonly default_queue_type?: string;
  /** The name of the same key in 3.10.8 to 3.11.11; servers ignore the one they do not know. */
  readonly defaultqueuetype?: string;
}

/** Those that the user may see. */
export async function listVhosts(api: ManagementApi, columns?: readonly string[]): Promise<readonly Vhost[]> {
  const query = { columns: columnList(columns), disable_stats: true };
  return listOf(api, await api.request('GET', path`vhosts`, { query }));
}

/** Throws NotFound. */
export async function getVhost(api: ManagementApi, name: string): Promise<Vhost> {
  return objectOf(api, await api.request('GET', path`vhosts/${name}`));
}

/** Makes or changes a virtual host. A new one comes with full permissions for the user that `api` logs in as. */
export async function putVhost(api: ManagementApi, name: string, definition: VhostDefinition = {}): Promise<void> {
  await api.request('PUT', path`vhosts/${name}`, { body: definition });
}

/**
 * Changes what is named and re-sends the rest, which the server would forget. Up to 3.8 only tracing can be changed so.
 * Throws NotFound.
 */
export async function changeVhost(api: ManagementApi, name: string, change: VhostDefinition): Promise<void> {
  const { description, tags, default_queue_type: type, tracing, protected_from_deletion } = await getVhost(api, name);
  const kept = {
    ...(description === undefined ? {} : { description }),
    ...(tags === undefined || tags.length === 0 ? {} : { tags }),
    ...(type === undefined || type === 'undefined' ? {} : { default_queue_type: type, defaultqueuetype: type }),
    ...(tracing === undefined ? {} : { tracing }),
    ...(protected_from_deletion === undefined ? {} : { protected_from_deletion }),
  };
  await putVhost(api, name, { ...kept, ...change });
}

/** Known from 4.0.6 on. Throws NotFound. */
export async function protectVhost(api: ManagementApi, name: string, isProtected: boolean): Promise<void> {
  await api.request(isProtected ? 'POST' : 'DELETE', path`vhosts/${name}/deletion/protection`);
}

/** On one node. Throws NotFound, and DataError when it does not start. */
export async function startVhost(api: ManagementApi, name: string, node: string): Promise<void> {
  await api.request('POST', path`vhosts/${name}/start/${node}`);
}

/** With all that is in it. Throws NotFound, and ApiRefused (412) when it is protected from deletion. */
export async function deleteVhost(api: ManagementApi, name: string): Promise<void> {
  await api.request('DELETE', path`vhosts/${name}`);
}
