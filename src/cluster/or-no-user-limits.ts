import { isNoRoute } from '../api/or-no-route.js';
import { UsageError } from '../errors.js';
import { has } from './capabilities.js';
import type { NodeVersion } from './cluster.js';

/** A request about limits of a user who is there. Throws UsageError, by version, where the server does not know of any. */
export async function orNoUserLimits<T>(request: Promise<T>, version: () => Promise<NodeVersion>): Promise<T> {
  try {
    return await request;
  } catch (cause) {
    if (!isNoRoute(cause)) throw cause;
    const { rabbitmq } = await version();
    if (has(rabbitmq, 'user_limits')) throw cause;
    throw new UsageError(`RabbitMQ ${rabbitmq} has no limits of users`, { hint: 'They came with 3.8.10.', cause });
  }
}
