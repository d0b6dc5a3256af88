import { open, stat } from 'node:fs/promises';
import { ConfigError, UsageError } from '../../errors.js';

/**
 * The path of --report, once it is known that it can be written: not only after an hour is that told. A page takes the place
 * of what is in the file, so that it must not be that of a recording, by whatever path (links, `./`). Throws UsageError, ConfigError.
 */
export async function reportFile(
  path: string,
  { record, replay }: { readonly record: string | undefined; readonly replay: string | undefined },
): Promise<string> {
  for (const [name, recording] of Object.entries({ record, replay }))
    if (recording !== undefined && (await isSameFile(path, recording)))
      throw new UsageError(`--report would write over the file of --${name}`);
  try {
    await (await open(path, 'a')).close();
    return path;
  } catch (error) {
    throw new ConfigError(`--report: cannot write ${path}: ${(error as Error).message}`, { cause: error });
  }
}

/** False where one of them is not there, or is a device: nothing is lost in it. */
async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => stat(path, { bigint: true }).catch(() => undefined)));
  return a?.isFile() === true && a.dev === b?.dev && a.ino === b.ino;
}
