import { readFile } from 'node:fs/promises';
import { DataError } from '../errors.js';

/** The payload of a message: what was typed, a file, or stdin. */
export async function payloadOf(
  { payload, file }: { readonly payload: string | undefined; readonly file: string | undefined },
  stdin: () => AsyncIterable<Uint8Array>,
): Promise<Uint8Array> {
  if (payload !== undefined) return Buffer.from(payload);
  if (file === undefined || file === '-') {
    const chunks: Uint8Array[] = [];
    for await (const chunk of stdin()) chunks.push(chunk);
    return Buffer.concat(chunks);
  }
  try {
    return await readFile(file);
  } catch (cause) {
    throw new DataError(`${file} cannot be read: ${(cause as NodeJS.ErrnoException).code}`, { cause });
  }
}

/**
 * Refuses properties that AMQP does not have, which the server would drop without a word, and values of another type, of
 * which it speaks in Erlang. Throws DataError.
 */
export function checkProperties(properties: Readonly<Record<string, unknown>>): void {
  for (const [name, given] of Object.entries(properties)) {
    if (integers.has(name)) {
      if (!Number.isInteger(given)) throw new DataError(`the property ${name} is a whole number`);
    } else if (name === 'headers') {
      if (typeof given !== 'object' || given === null || Array.isArray(given)) {
        throw new DataError('the property headers is a JSON object');
      }
    } else if (!texts.has(name)) {
      const known = [...integers, ...texts, 'headers'].toSorted().join(', ');
      throw new DataError(`messages have no property "${name}"`, { hint: `They have ${known}.` });
    } else if (typeof given !== 'string') throw new DataError(`the property ${name} is a text`);
  }
}

const integers: ReadonlySet<string> = new Set(['delivery_mode', 'priority', 'timestamp']);

const texts: ReadonlySet<string> = new Set([
  ...['app_id', 'cluster_id', 'content_encoding', 'content_type', 'correlation_id', 'expiration'],
  ...['message_id', 'reply_to', 'type', 'user_id'],
]);
