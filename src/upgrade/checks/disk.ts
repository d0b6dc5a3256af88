import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { turnsOf } from '../node-standing.js';
import type { RunOptions } from '../run-options.js';
import type { MemberSurvey } from '../survey.js';
import { seriesOf } from '../tables/upgrade-path.js';
import { type Check, type Finding, findings } from './check.js';
import { targetVersion } from './target-version.js';

/** P16: room for packages and for the copy of its data on each node, and for backups here. */
export const disk: Check = async (survey, options) => {
  const turns = turnsOf(survey, options);
  const to = targetVersion(survey, options);
  const small = turns.flatMap((of) => [
    ...roomForPackages(of),
    ...roomForCopy(of, to, options),
    ...dataElsewhere(of, to, options),
  ]);
  const found = [...small, ...(await backupRoom(turns, options))];
  return findings(
    'disk',
    found,
    'there is room on every disk',
    turns.every((of) => of.disk !== undefined),
  );
};

/** Bytes: what the packages of RabbitMQ and Erlang take, downloaded and unpacked, with some to spare. */
const packagesTake = 300 * 1024 ** 2;

function roomForPackages({ name, disk, candidate }: MemberSurvey): readonly Finding[] {
  if (disk === undefined || candidate === undefined || disk.freeForPackages >= packagesTake) return [];
  const message = `${megabytes(disk.freeForPackages)} are free for packages, ${megabytes(packagesTake)} are wanted: make room in /usr and /var`;
  return [{ level: 'blocker', node: name, message, override: 'small-disk' }];
}

/** The data of a node that changes its series are kept beside it for the way back (data-copy.ts). */
function roomForCopy(
  { name, disk, overview, installed }: MemberSurvey,
  to: string | undefined,
  { packages }: RunOptions,
): readonly Finding[] {
  const changes = isOtherSeries(overview?.rabbitmq_version ?? installed?.rabbitmq, to) && packages !== 'command';
  if (disk?.data === undefined || !changes || disk.free > disk.data) return [];
  const message = `its data take ${megabytes(disk.data)}, of which a copy is kept beside them while it is upgraded, and ${megabytes(disk.free)} are free: make room there`;
  return [{ level: 'blocker', node: name, message, override: 'small-disk' }];
}

/** What is kept, for the way back or in a cold backup, is /var/lib/rabbitmq as packages lay it out. */
function dataElsewhere(
  { name, disk, overview, installed }: MemberSurvey,
  to: string | undefined,
  { packages, coldBackup }: RunOptions,
): readonly Finding[] {
  if (disk === undefined || disk.canBeKept) return [];
  const where =
    'its data are not in /var/lib/rabbitmq/mnesia itself, but behind a link, on a disk of their own, or elsewhere';
  if (coldBackup) {
    const message = `${where}: --cold-backup would not hold them. Back them up by other means, and leave it out`;
    return [{ level: 'blocker', node: name, message }];
  }
  if (packages === 'command' || !isOtherSeries(overview?.rabbitmq_version ?? installed?.rabbitmq, to)) return [];
  const message = `${where}: no copy can be kept while it is upgraded, and without one there is no way back from a start that fails. Have a backup of your own`;
  return [{ level: 'blocker', node: name, message, override: 'no-way-back' }];
}

const isOtherSeries = (from: string | undefined, to: string | undefined): boolean =>
  from !== undefined && to !== undefined && seriesOf(from) !== seriesOf(to);

/** As much as all data directories have, which compressed is more than enough. */
async function backupRoom(
  turns: readonly MemberSurvey[],
  { backupDir, coldBackup }: RunOptions,
): Promise<readonly Finding[]> {
  if (backupDir === undefined || !coldBackup) return [];
  const uncounted = turns
    .filter(({ disk }) => disk !== undefined && disk.data === undefined)
    .map(
      ({ name }): Finding => ({
        level: 'warning',
        node: name,
        message: 'how much data it has was not to be found out',
      }),
    );
  const data = turns.reduce((sum, { disk }) => sum + (disk?.data ?? 0), 0);
  const free = await freeAt(backupDir);
  if (free >= data) return uncounted;
  const message = `${backupDir} has ${megabytes(free)} free, and the data directories are ${megabytes(data)}: name another --backup-dir`;
  return [...uncounted, { level: 'blocker', message, override: 'small-disk' }];
}

/** Bytes free where that directory is or will be. */
async function freeAt(directory: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(directory);
    return bavail * bsize;
  } catch (error) {
    const parent = dirname(directory);
    if (parent === directory) throw error;
    return freeAt(parent);
  }
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1024 ** 2)} MB`;
