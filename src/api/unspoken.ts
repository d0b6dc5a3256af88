import { DataError } from '../errors.js';
import { ApiUnavailable } from './errors.js';

/**
 * A refusal that names something with other letters than ASCII's is HTTP 500 on 4.0.5: the server cannot write it.
 * `explain` finds out what the refusal was, or gives undefined.
 */
export async function orUnspoken<T>(
  request: Promise<T>,
  names: readonly string[],
  explain: () => Promise<string | undefined>,
): Promise<T> {
  try {
    return await request;
  } catch (cause) {
    const crashed = cause instanceof ApiUnavailable && cause.why === 'server' && /HTTP 500/.test(cause.message);
    if (!crashed || names.every((name) => /^[\x00-\x7f]*$/.test(name))) throw cause;
    const reason = await explain();
    if (reason === undefined) throw cause;
    throw new DataError(reason, { hint: 'With such letters in a name the server cannot say why it refuses.', cause });
  }
}
