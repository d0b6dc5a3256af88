import { NotFound } from '../errors.js';
import type { ManagementApi } from './management-api.js';
import { whoAmI } from './who-am-i.js';

/** False when the server says that there is no such thing; every other failure stays one. */
export async function isFound(request: Promise<unknown>): Promise<boolean> {
  try {
    await request;
    return true;
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}

/** Says in the real tool's words that there is no such thing. */
export async function orNotFound<T>(request: Promise<T>, explain: (cause: NotFound) => Error): Promise<T> {
  try {
    return await request;
  } catch (error) {
    throw error instanceof NotFound ? explain(error) : error;
  }
}

/**
 * None when the server says that there is no such virtual host. RabbitMQ says the same at a wrong path prefix and on its
 * other ports: that there is an API is made sure of, else ApiUnavailable.
 */
export async function orNone<T>(api: ManagementApi, request: Promise<readonly T[]>): Promise<readonly T[]> {
  if (await isFound(request)) return request;
  await whoAmI(api);
  return [];
}
