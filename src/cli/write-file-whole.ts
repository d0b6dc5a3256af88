import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { realpath, rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CliError, DataError } from '../errors.js';

/**
 * Writes a file that only we can read (definitions hold password hashes), all of it or none of it: an old file of that
 * name stays until the new one is complete. A link is followed; a device or a pipe is written to as it is.
 * Throws DataError when it cannot be written.
 */
export async function writeFileWhole(file: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    const target = await stat(file).catch(() => undefined);
    if (target === undefined) await replace(file, chunks);
    else if (target.isFile()) await replace(await realpath(file), chunks);
    else await pipeline(Readable.from(chunks), createWriteStream(file));
  } catch (error) {
    if (error instanceof CliError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DataError(`${file} cannot be written: ${reason}`, { cause: error });
  }
}

async function replace(file: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const unfinished = `${file}.${randomBytes(4).toString('hex')}.part`;
  const output = createWriteStream(unfinished, { mode: 0o600, flush: true });
  try {
    await pipeline(Readable.from(chunks), output);
    await rename(unfinished, file);
  } catch (error) {
    // Where the chunks end in an error at once, the file may only be made after that.
    if (!output.closed) await new Promise<void>((resolve) => output.once('close', () => resolve()));
    await rm(unfinished, { force: true });
    throw error;
  }
}
