import { type ManagementApi, path } from './management-api.js';

/**
 * The environment of every application, as Erlang prints it (rabbit_mgmt_wm_environment); since 3.10.13. Throws NotFound
 * where a version lacks it.
 */
export async function getEffectiveConfiguration(api: ManagementApi): Promise<string> {
  return String(await api.request('GET', path`config/effective`, { asText: true }));
}
