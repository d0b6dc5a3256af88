import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, mkdir, open, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Environment } from './outer-layers.js';

/** `$XDG_CACHE_HOME/rabbitctl`; the XDG specification has a relative path ignored. */
export function cacheFolder(env: Environment): string {
  const base = env.XDG_CACHE_HOME?.startsWith('/') ? env.XDG_CACHE_HOME : join(env.HOME ?? homedir(), '.cache');
  return join(base, 'rabbitctl');
}

/** Undefined when others could have written it, or read it. Throws what the file system throws, ENOENT among it. */
export async function readPrivate(file: string): Promise<string | undefined> {
  // What is looked at is what is read: another file may have its name by then.
  const opened = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const found = await opened.stat();
    if (!found.isFile() || (found.mode & 0o077) !== 0 || found.uid !== process.getuid?.()) return undefined;
    return await opened.readFile('utf8');
  } finally {
    await opened.close();
  }
}

/** Writes it at once or not at all, for its owner alone. Throws what the file system throws. */
export async function writePrivate(file: string, text: string): Promise<void> {
  const folder = dirname(file);
  const unfinished = `${file}.${randomBytes(4).toString('hex')}.part`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
    const opened = await open(unfinished, 'wx', 0o600);
    await opened.writeFile(text).finally(() => opened.close());
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {});
    throw error;
  }
}
