import { type ManagementApi, path } from './management-api.js';
import { listOf } from './shapes.js';

/** A runtime parameter of a virtual host. */
export interface Parameter {
  readonly vhost?: string;
  /** `federation-upstream`, `shovel`, `vhost-limits`, … */
  readonly component?: string;
  readonly name?: string;
  readonly value?: unknown;
}

/** The parameters of all virtual hosts that the user may see, operators' policies among them. Needs the tag policymaker. */
export async function listParameters(api: ManagementApi): Promise<readonly Parameter[]> {
  return listOf(api, await api.request('GET', path`parameters`));
}

/** Makes or replaces it. Throws DataError with the server's reason, NotFound when there is no such virtual host. */
export async function putParameter(
  api: ManagementApi,
  { component, vhost, name, value }: Required<Parameter>,
): Promise<void> {
  const body = { component, vhost, name, value };
  await api.request('PUT', path`parameters/${component}/${vhost}/${name}`, { body });
}

/** Throws NotFound when there is no such parameter or virtual host. */
export async function deleteParameter(
  api: ManagementApi,
  { component, vhost, name }: { readonly component: string; readonly vhost: string; readonly name: string },
): Promise<void> {
  await api.request('DELETE', path`parameters/${component}/${vhost}/${name}`);
}
