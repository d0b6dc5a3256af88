import { DataError } from '../errors.js';

/** What the server refuses (HTTP 400) is 69 in the real tool, where other bad data is 65. A cause says that it is known already. */
export async function orRefused<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    if (!(error instanceof DataError) || error.cause !== undefined) throw error;
    throw new DataError(error.message, { exitCode: 69, cause: error });
  }
}

/** What the real tool says of a parameter or policy that is not there. */
export const noSuchParameter = (cause?: unknown): DataError =>
  new DataError('Parameter does not exist', { exitCode: 69, ...(cause === undefined ? {} : { cause }) });
