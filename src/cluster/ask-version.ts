import type { Overview } from '../api/overview.js';
import type { NodeVersion } from './cluster.js';
import { httpCannotAnswer } from './http-cannot-answer.js';

/**
 * The version as an overview tells it; where HTTP cannot answer, or keeps it to itself, `own` tells it.
 * `own` is undefined with --api-only: then an unknown version is empty. Throws what either throws.
 */
export async function askVersion(
  overview: () => Promise<Overview>,
  own: (() => Promise<NodeVersion>) | undefined,
): Promise<NodeVersion> {
  try {
    const { rabbitmq_version: rabbitmq = '', erlang_version: erlang = '' } = await overview();
    if (own === undefined || (rabbitmq !== '' && erlang !== '')) return { rabbitmq, erlang };
  } catch (error) {
    if (own === undefined || !httpCannotAnswer(error)) throw error;
  }
  return own();
}
