import { LoginRefused } from '../api/errors.js';
import { DataError, NotOverHttp, NotPermitted } from '../errors.js';

/**
 * What the broker forbids the user over HTTP and the real tool does all the same, for that asks for nobody's permission:
 * a queue in a virtual host without permissions, another connection's exclusive queue. Throws NotOverHttp for these.
 */
export async function asAnyone<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    const mayNot = error instanceof NotPermitted && !(error instanceof LoginRefused);
    const isLocked = error instanceof DataError && /cannot obtain exclusive access/.test(error.message);
    if (!mayNot && !isLocked) throw error;
    throw new NotOverHttp(error.message, { cause: error });
  }
}
