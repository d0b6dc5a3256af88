import { NotFound } from '../errors.js';
import { type ManagementApi, path } from './management-api.js';
import { listOf } from './shapes.js';

export interface DeprecatedFeature {
  readonly name?: string;
  /** `permitted_by_default`, `denied_by_default`, `disconnected`, `removed`. */
  readonly deprecation_phase?: string;
  /** `permitted` or `denied`. */
  readonly state?: string;
  readonly desc?: string;
  readonly doc_url?: string;
}

/** Deprecated features that somebody uses; undefined before 3.13, which cannot tell. */
export async function listUsedDeprecatedFeatures(
  api: ManagementApi,
): Promise<readonly DeprecatedFeature[] | undefined> {
  try {
    return listOf(api, await api.request('GET', path`deprecated-features/used`));
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}
