import { NotFound } from '../errors.js';
import { ApiRefused } from './errors.js';

/** A version without that path answers 404, and 405 to whoever writes there: it takes it for a file of its pages (seen on 3.8.9). */
export const isNoRoute = (error: unknown): error is NotFound | ApiRefused =>
  error instanceof NotFound || (error instanceof ApiRefused && error.status === 405);

/** Says what it means that this version has no such path. */
export async function orNoRoute<T>(request: Promise<T>, explain: (cause: Error) => Error): Promise<T> {
  try {
    return await request;
  } catch (error) {
    throw isNoRoute(error) ? explain(error) : error;
  }
}
