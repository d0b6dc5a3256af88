import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { DataError } from '../../errors.js';
import { readingFile } from '../../file-error.js';
import type { Cluster } from '../cluster.js';
import { definitionsOf } from './definitions-of.js';
import { type DefinedObjects, type Reading, readDefinitions } from './read-definitions.js';

/** One side of a comparison, as it was typed. */
export interface Side {
  readonly name: string;
  readonly objects: DefinedObjects;
}

export interface Clusters {
  /** The one of -C or -n. */
  readonly own: Cluster;
  readonly other: (asked: {
    readonly cluster: string | undefined;
    readonly node: string | undefined;
  }) => Promise<Cluster>;
  readonly signal: AbortSignal;
}

/**
 * A file (one that is there, or whose name has a slash or ends in .json), a backup's directory, a node (`rabbit@mq1`), or
 * a cluster of the config file; nothing is the cluster that the command line is about. Throws FileError for a file that
 * cannot be read, DataError for what is in it, ConfigError for a cluster that is not configured, and what asking throws.
 */
export async function sideOf(word: string | undefined, clusters: Clusters, reading: Reading): Promise<Side> {
  const { own, signal } = clusters;
  if (word === undefined)
    return { name: own.name, objects: await definitionsOf(own.api, own.name, { signal }, reading) };
  if (isFile(word)) return { name: word, objects: readDefinitions(await textOfFile(word), word, reading) };
  const cluster = await clusters.other(
    word.includes('@') ? { cluster: undefined, node: word } : { cluster: word, node: undefined },
  );
  try {
    return { name: word, objects: await definitionsOf(cluster.api, word, { signal }, reading) };
  } finally {
    await cluster.close();
  }
}

const isFile = (word: string): boolean => existsSync(word) || /[/\\]|\.json(\.gz)?$/.test(word);

async function textOfFile(word: string): Promise<string> {
  const isDirectory = await readingFile(word, async () => (await stat(word)).isDirectory());
  const file = isDirectory ? join(word, 'definitions.json') : word;
  const bytes = await readingFile(file, () => readFile(file));
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString();
  try {
    return (await promisify(gunzip)(bytes)).toString();
  } catch (cause) {
    throw new DataError(`${file} is no sound gzip file: ${(cause as Error).message}`, { cause });
  }
}
