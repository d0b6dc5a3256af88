import { LoginRefused } from '../api/errors.js';
import type { ManagementApi } from '../api/management-api.js';
import { getOwnUser } from '../api/who-am-i.js';
import { DataError, NotOverHttp, NotPermitted } from '../errors.js';

/**
 * What the broker forbids an administrator over HTTP and the real tool does all the same, for that asks for nobody's permission:
 * a queue in a virtual host without permissions, another connection's exclusive queue. Throws NotOverHttp for these. Whoever
 * is no administrator is refused: a machine's tool is no way round that.
 */
export async function asAnyone<T>(api: ManagementApi, request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    const mayNot = error instanceof NotPermitted && !(error instanceof LoginRefused);
    const isLocked = error instanceof DataError && /cannot obtain exclusive access/.test(error.message);
    if ((!mayNot && !isLocked) || !(await getOwnUser(api)).tags.includes('administrator')) throw error;
    throw new NotOverHttp(error.message, { cause: error });
  }
}
