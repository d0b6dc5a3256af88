import { lstat, readlink, realpath, rename, rm, stat, symlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ConfigError, DataError } from '../errors.js';
import { tools } from './tool-commands.js';

/**
 * Makes a link by the name of each tool; resolves to what they are. One that is there already stays. DataError, and nothing
 * is made, when there is no such folder or one of the names is taken by what is no link to `program`, unless `force`.
 */
export async function installLinks(folder: string, program: string, force: boolean): Promise<readonly string[]> {
  await refuseNoFolder(folder);
  const found = await Promise.all(
    tools.map(async (tool) => [tool, await whatIs(join(folder, tool), program)] as const),
  );
  const taken = found.filter(([, what]) => what === 'directory' || (what === 'other' && !force));
  if (taken.length > 0) {
    const files = taken.map(([tool]) => join(folder, tool));
    const all = `${files.join(', ')} ${files.length === 1 ? 'is there already and is no link' : 'are there already and are no links'} of ours`;
    const hint = taken.some(([, what]) => what === 'directory')
      ? 'Nothing was made. A folder is never replaced.'
      : 'Nothing was made. --force replaces files.';
    throw new DataError(all, { hint });
  }
  for (const [tool, what] of found) {
    if (what !== 'ours') await link(program, join(folder, tool));
  }
  return tools.map((tool) => `${join(folder, tool)} -> ${program}`);
}

/** Takes away what is a link to `program`; resolves to what is gone, and tells of what stays. */
export async function removeLinks(
  folder: string,
  program: string,
  note: (line: string) => void,
): Promise<readonly string[]> {
  await refuseNoFolder(folder);
  const removed: string[] = [];
  for (const tool of tools) {
    const file = join(folder, tool);
    const what = await whatIs(file, program);
    if (what === 'ours') {
      await orConfigError(rm(file));
      removed.push(`removed ${file}`);
    } else if (what !== 'nothing') note(`${file} stays: it is no link of ours`);
  }
  return removed;
}

async function whatIs(file: string, program: string): Promise<'nothing' | 'ours' | 'directory' | 'other'> {
  try {
    const found = await lstat(file);
    if (found.isDirectory()) return 'directory';
    if (!found.isSymbolicLink()) return 'other';
    const target = resolve(dirname(file), await readlink(file));
    // By way of another link, as npm's, it is ours as well; one that leads nowhere is compared as it is.
    return target === program || (await realpath(target).catch(() => undefined)) === program ? 'ours' : 'other';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'nothing';
    throw error;
  }
}

/** In one step, so that there is never no tool of that name. */
async function link(program: string, file: string): Promise<void> {
  const unfinished = `${file}.rabbitctl-${process.pid}`;
  await orConfigError(symlink(program, unfinished).then(() => rename(unfinished, file)));
}

async function refuseNoFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true) throw new DataError(`there is no folder ${folder}`);
}

/** A folder of root's is the usual reason. */
async function orConfigError<T>(changing: Promise<T>): Promise<T> {
  try {
    return await changing;
  } catch (cause) {
    const { code, path } = cause as NodeJS.ErrnoException;
    const reason = code === 'EACCES' || code === 'EPERM' ? 'permission denied' : code;
    throw new ConfigError(`${path ?? 'the link'} cannot be changed: ${reason}`, { cause });
  }
}
