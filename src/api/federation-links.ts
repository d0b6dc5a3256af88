import { type ManagementApi, path } from './management-api.js';
import { listOf } from './shapes.js';

/** A federation link, of the node that runs it. */
export interface FederationLink {
  readonly node?: string;
  readonly id?: string;
  readonly vhost?: string;
  readonly status?: string;
  readonly [field: string]: unknown;
}

/** Every link of the cluster. Throws NotFound where the plugin rabbitmq_federation_management is off. */
export async function listFederationLinks(api: ManagementApi): Promise<readonly FederationLink[]> {
  return listOf(api, await api.request('GET', path`federation-links`));
}

/** Throws NotFound where that node has no such link. */
export async function restartFederationLink(api: ManagementApi, link: FederationLink): Promise<void> {
  const { vhost = '', id = '', node = '' } = link;
  await api.request('DELETE', path`federation-links/vhost/${vhost}/${id}/${node}/restart`);
}
