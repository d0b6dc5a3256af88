import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '../../errors.js';
import { fileError, writingFile } from '../../file-error.js';
import { definitionsFile, manifestFile, unfinishedManifest } from './manifest.js';

/** Makes the directory, for its owner alone; resolves to whether it is new. Throws DataError where there is something in it, FileError where none can be made. */
export async function makeBackupDirectory(directory: string): Promise<boolean> {
  await demandEmpty(directory);
  // The first one that had to be made: undefined when all were there.
  return (await writingFile(directory, () => mkdir(directory, { recursive: true, mode: 0o700 }))) !== undefined;
}

/** Throws DataError where there is something in it: an older backup is not to be mixed with this one. FileError where it is no directory. */
export async function demandEmpty(directory: string): Promise<void> {
  const entries = await readdir(directory).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return [];
    throw fileError(cause, directory, 'write');
  });
  if (entries.length === 0) return;
  throw new DataError(`${directory} is not empty`, { hint: wayOut(directory, entries) });
}

/** A backup that was cut short, by a kill or a full disk, is worth nothing, and stands in the way of the next one. */
function wayOut(directory: string, entries: readonly string[]): string {
  if (entries.includes(unfinishedManifest))
    return 'It has a backup with --cold that was not finished: rabbitctl backup resume';
  const isCutShort = !entries.includes(manifestFile) && entries.every((name) => ours.test(name));
  return isCutShort
    ? `It has a backup that was not finished: rm -r ${directory}, and the same command again.`
    : 'Name a new directory: a backup is one by itself.';
}

/** Takes away what a backup that failed has written, and the directory where that was made for it; then throws the error again. */
export async function takeAway(directory: string, isNew: boolean, error: unknown): Promise<never> {
  try {
    if (isNew) await rm(directory, { recursive: true, force: true });
    else for (const name of await readdir(directory)) await removeOwn(directory, name);
  } catch {
    // The next try says what is there, and what to do.
  }
  throw error;
}

const removeOwn = async (directory: string, name: string): Promise<void> => {
  if (ours.test(name)) await rm(join(directory, name), { recursive: true, force: true });
};

const ours = new RegExp(
  `^(${[definitionsFile, manifestFile].join('|').replaceAll('.', '\\.')}|nodes)(\\.unfinished|\\.part)?$`,
);
