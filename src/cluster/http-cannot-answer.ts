import { LoginRefused } from '../api/errors.js';
import { NotOverHttp, Unavailable } from '../errors.js';

/** True when the node's own tool may answer instead: nobody does over HTTP, or guest, which nobody gave, may not log in. */
export const httpCannotAnswer = (error: unknown): boolean =>
  error instanceof Unavailable || (error instanceof LoginRefused && !error.credentialsGiven);

/**
 * For questions that wait for a node: where it was reached and cut the line, as a restarting one does, its own tool may
 * go on. Throws NotOverHttp for that; every other failure stands, and what was never reached is asked of the tool anyway.
 */
export async function heardOverHttp<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof Unavailable) || !error.reached || ('why' in error && error.why === 'tls')) throw error;
    throw new NotOverHttp(error.message, { cause: error });
  }
}
