import { type ManagementApi, path, type RequestOptions } from './management-api.js';
import { listOf } from './shapes.js';

export interface FeatureFlag {
  readonly name?: string;
  /** `enabled`, `disabled`, `state_changing`, `unavailable`. */
  readonly state?: string;
  /** `stable`, `experimental`, `required`. */
  readonly stability?: string;
  readonly desc?: string;
  readonly doc_url?: string;
  readonly provided_by?: string;
}

/** In 3.10 only administrators may ask. */
export async function listFeatureFlags(api: ManagementApi): Promise<readonly FeatureFlag[]> {
  return listOf(api, await api.request('GET', path`feature-flags`));
}

/**
 * Turns a flag on, for ever. The server has no guard: experimental ones are turned on as well (facts: hard fact 12).
 * The answer comes when it is on, which may take minutes. Needs the tag administrator. Throws DataError with the server's reason.
 */
export async function enableFeatureFlag(
  api: ManagementApi,
  name: string,
  waiting: Pick<RequestOptions, 'signal' | 'deadline'> = {},
): Promise<void> {
  await api.request('PUT', path`feature-flags/${name}/enable`, { body: { name }, ...waiting });
}
