import { NotFound } from '../errors.js';

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
