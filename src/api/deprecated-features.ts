import { NotFound } from '../errors.js';
import { type ManagementApi, type Path, path } from './management-api.js';
import { listOf } from './shapes.js';

export interface DeprecatedFeature {
  readonly name?: string;
  /** `permitted_by_default`, `denied_by_default`, `disconnected`, `removed`. */
  readonly deprecation_phase?: string;
  /** `permitted` or `denied`. */
  readonly state?: string;
  readonly provided_by?: string;
  readonly desc?: string;
  readonly doc_url?: string;
}

/** Deprecated features that somebody uses; undefined before 3.13, which cannot tell. */
export const listUsedDeprecatedFeatures = (api: ManagementApi) => list(api, path`deprecated-features/used`);

/** All of them; undefined before 3.13. */
export const listDeprecatedFeatures = (api: ManagementApi) => list(api, path`deprecated-features`);

async function list(api: ManagementApi, where: Path): Promise<readonly DeprecatedFeature[] | undefined> {
  try {
    return listOf(api, await api.request('GET', where));
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}
