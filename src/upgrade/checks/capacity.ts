import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ClusterNode } from '../../api/nodes.js';
import type { Survey } from '../survey.js';
import type { Verdict } from '../verdict.js';
import { type Check, findings } from './check.js';

type Finding = Omit<Verdict, 'check'>;

/** P16: whether the others can carry what one node carries: memory and file descriptors. */
export const capacity: Check = (survey) => {
  const nodes = survey.members.flatMap(
    ({ name, view }): readonly ClusterNode[] => view?.filter((node) => node.name === name) ?? [],
  );
  if (nodes.length < 2) return [];
  const found = [...share(nodes, 'mem', 'memory'), ...share(nodes, 'fd', 'file descriptors')];
  return findings('capacity', found, 'the other nodes can carry the load of each');
};

function share(nodes: readonly ClusterNode[], prefix: 'mem' | 'fd', what: string): readonly Finding[] {
  const used = (node: ClusterNode) => (prefix === 'mem' ? node.mem_used : node.fd_used) ?? 0;
  const limit = (node: ClusterNode) => (prefix === 'mem' ? node.mem_limit : node.fd_total) ?? 0;
  const limits = nodes.map(limit);
  const total = nodes.reduce((sum, node) => sum + used(node), 0);
  const left = limits.reduce((sum, one) => sum + one, 0) - Math.max(...limits);
  const percent = left > 0 ? Math.round((total / left) * 100) : 0;
  if (percent <= 80) return [];
  const message = `with one node down the others would use ${percent} % of their ${what}`;
  return [percent > 100 ? { level: 'blocker', message, override: 'low-capacity' } : { level: 'warning', message }];
}

/** Bytes: what the packages of RabbitMQ and Erlang take, downloaded and unpacked, with some to spare. */
const roomForPackages = 300 * 1024 ** 2;

/** P16: room for packages on each node, and for backups here. */
export const disk: Check = async (survey, options) => {
  const small: Finding[] = [];
  for (const { name, disk, candidate } of survey.members) {
    if (disk === undefined || candidate === undefined || disk.freeForPackages >= roomForPackages) continue;
    const message = `${megabytes(disk.freeForPackages)} are free for packages, ${megabytes(roomForPackages)} are wanted`;
    small.push({ level: 'blocker', node: name, message, override: 'small-disk' });
  }
  return findings('disk', [...small, ...(await backupRoom(survey, options))], 'there is room on every disk');
};

/** As much as all data directories have, which compressed is more than enough. */
async function backupRoom(
  { members }: Survey,
  { backupDir, coldBackup }: { readonly backupDir?: string; readonly coldBackup: boolean },
): Promise<readonly Finding[]> {
  if (backupDir === undefined || !coldBackup) return [];
  const data = members.reduce((sum, { disk }) => sum + (disk?.data ?? 0), 0);
  const free = await freeAt(backupDir);
  if (free >= data) return [];
  const message = `${backupDir} has ${megabytes(free)} free, and the data directories are ${megabytes(data)}`;
  return [{ level: 'blocker', message, override: 'small-disk' }];
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

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} MB`;
