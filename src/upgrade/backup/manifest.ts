import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { asRecord } from '../../api/shapes.js';
import { DataError, FileError } from '../../errors.js';
import { readingFile, writingFile } from '../../file-error.js';

/** What a backup's directory holds: a stable interface, counted by `version` (docs/backup.md). No secrets. */
export interface Manifest {
  readonly format: 'rabbitctl-backup';
  readonly version: 1;
  /** The entry of the config file, or the node's name, that it was taken of. */
  readonly cluster: string;
  /** ISO 8601. */
  readonly created: string;
  /** With the Erlang cookie and private keys. */
  readonly withSecrets: boolean;
  readonly definitions: BackupFile;
  readonly nodes: readonly BackedUpNode[];
}

export interface BackupFile {
  /** Within the backup's directory. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface BackedUpNode {
  readonly name: string;
  readonly rabbitmq: string;
  readonly erlang: string;
  /** A gzipped tar of `files`, each with its owner and mode. */
  readonly configuration: BackupFile;
  readonly files: readonly ConfigurationFile[];
  /** Private keys of that node that are not in it. */
  readonly leftOut: readonly string[];
  /** A gzipped tar of its data directory, taken while it was down. */
  readonly data?: BackupFile;
}

/** One file as it was on the node. */
export interface ConfigurationFile {
  readonly path: string;
  readonly sha256: string;
}

/** Without its archives: what is known before they are all there. */
export const manifestFile = 'manifest.json';
export const unfinishedManifest = 'manifest.unfinished.json';
export const definitionsFile = 'definitions.json';

export const nodeDirectory = (directory: string, node: string): string => join(directory, 'nodes', node);
export const dataFile = (directory: string, node: string): string =>
  join(nodeDirectory(directory, node), 'data.tar.gz');

/** It is there as a whole or not at all, and nobody else may read it. Throws FileError. */
export async function writeManifest(directory: string, manifest: Manifest, name = manifestFile): Promise<void> {
  const file = join(directory, name);
  await writingFile(file, async () => {
    const target = await open(`${file}.part`, 'w', 0o600);
    try {
      await target.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
      await target.sync();
    } finally {
      await target.close();
    }
    await rename(`${file}.part`, file);
  });
}

/** Throws DataError for what is no finished backup, and for one of a later version than this; FileError for what cannot be read. */
export async function readManifest(directory: string, name = manifestFile): Promise<Manifest> {
  const file = join(directory, name);
  const entries = await readingFile(directory, () => readdir(directory));
  if (!entries.includes(name)) {
    throw new DataError(`${directory} is no backup: it has no ${name}`, {
      hint: entries.includes(unfinishedManifest)
        ? 'The backup was not finished: rabbitctl backup resume'
        : 'It is the directory that was given to rabbitctl backup.',
    });
  }
  const manifest = parsed(await readingFile(file, () => readFile(file, 'utf8')), file);
  if (manifest.format !== 'rabbitctl-backup' || !Array.isArray(manifest.nodes))
    throw new DataError(`${file} is no manifest of a backup`);
  if (manifest.version !== 1)
    throw new DataError(`${file} has version ${manifest.version}, and this rabbitctl knows version 1 alone`);
  return manifest as unknown as Manifest;
}

function parsed(text: string, file: string): Readonly<Record<string, unknown>> {
  try {
    return asRecord(JSON.parse(text));
  } catch (cause) {
    throw new DataError(`${file} is no JSON: ${(cause as Error).message}`, { cause });
  }
}

/** A file of the backup as it is now. Throws FileError when it cannot be read. */
export async function fileNow(directory: string, path: string): Promise<BackupFile> {
  const hash = createHash('sha256');
  const file = join(directory, path);
  return readingFile(file, async () => {
    for await (const piece of createReadStream(file)) hash.update(piece);
    return { path, bytes: (await stat(file)).size, sha256: hash.digest('hex') };
  });
}

/** What is not as the manifest says: nothing of such a backup may be put anywhere. */
export async function damagedFiles(directory: string, files: readonly BackupFile[]): Promise<readonly string[]> {
  const problems = await Promise.all(
    files.map(async ({ path, sha256 }) => {
      try {
        return (await fileNow(directory, path)).sha256 === sha256
          ? []
          : [`${path} is not as it was when it was backed up`];
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        return [error.message];
      }
    }),
  );
  return problems.flat();
}
