import { type ManagementApi, path } from './management-api.js';
import { listOf } from './shapes.js';

export interface QuorumQueue {
  readonly vhost: string;
  readonly queue: string;
}

/**
 * Adds a member on a node; done when there is one. `membership` is known from 4.0 on. Throws ApiRefused: 405 where the version has no such request or the
 * configuration forbids it, else 503, its message the server's reason (`not_found`, `node_not_running`).
 */
export async function addMember(
  api: ManagementApi,
  { vhost, queue }: QuorumQueue,
  node: string,
  membership?: string,
): Promise<void> {
  await api.request('POST', path`queues/quorum/${vhost}/${queue}/replicas/add`, {
    body: membership === undefined ? { node } : { node, membership },
  });
}

/** Removes the member on a node; done when there is none. Throws NotFound, and ApiRefused like `addMember`. */
export async function deleteMember(api: ManagementApi, { vhost, queue }: QuorumQueue, node: string): Promise<void> {
  await api.request('DELETE', path`queues/quorum/${vhost}/${queue}/replicas/delete`, { body: { node } });
}

/** What Raft says of each member, by the names that the real tool prints; from 3.13.7 on. Throws NotFound and ApiRefused. */
export async function quorumStatus(
  api: ManagementApi,
  { vhost, queue }: QuorumQueue,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return listOf(api, await api.request('GET', path`queues/quorum/${vhost}/${queue}/status`));
}

export interface Growth {
  readonly strategy: string;
  /** Patterns; of all when not given. */
  readonly vhosts?: string | undefined;
  readonly queues?: string | undefined;
  readonly membership?: string | undefined;
}

/**
 * Adds members on a node, from 3.12.1 on; what became of each queue is not told. Throws NotFound where the node does not
 * run, ApiRefused where the configuration forbids it.
 */
export async function growOn(
  api: ManagementApi,
  node: string,
  { strategy, vhosts = '.*', queues = '.*', membership }: Growth,
): Promise<void> {
  await api.request('POST', path`queues/quorum/replicas/on/${node}/grow`, {
    body: { strategy, vhost_pattern: vhosts, queue_pattern: queues, ...(membership !== undefined && { membership }) },
  });
}

/** Removes all members from a node, in the same way. */
export async function shrinkOn(api: ManagementApi, node: string): Promise<void> {
  await api.request('DELETE', path`queues/quorum/replicas/on/${node}/shrink`);
}

/** Spreads the leaders of all replicated queues evenly; the server does it later, and does not tell the outcome. */
export async function rebalanceLeaders(api: ManagementApi): Promise<void> {
  await api.request('POST', path`rebalance/queues`);
}
