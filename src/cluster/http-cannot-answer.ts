import { LoginRefused } from '../api/errors.js';
import { NotOverHttp, Unavailable } from '../errors.js';

/** True when the node's own tool may answer instead: nobody does over HTTP, or guest, which nobody gave, may not log in. */
export const httpCannotAnswer = (error: unknown): boolean =>
  error instanceof Unavailable || (error instanceof LoginRefused && !error.credentialsGiven);

/**
 * For questions that wait for a node: whatever keeps HTTP from answering, a restarting node's cut line too, its own tool
 * goes on with. Throws NotOverHttp for that; trouble with TLS and refused logins stand.
 */
export async function heardOverHttp<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof Unavailable) || ('why' in error && error.why === 'tls')) throw error;
    throw new NotOverHttp(error.message, { cause: error });
  }
}
