import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A group of its own for one host, in each hierarchy that systemd uses.
 * Without it all hosts would share our group, and the systemd of one would count and kill processes of another.
 */
export function makeControlGroups(host: string): string[] {
  const groups = controlGroups(host);
  for (const group of groups) mkdirSync(group, { recursive: true });
  return groups;
}

/** Removes what a host leaves behind; its processes are gone by now. */
export function removeControlGroups(host: string): void {
  for (const group of controlGroups(host)) if (existsSync(group)) removeTree(group);
}

/** The groups of one host; without a name, the groups that those of all hosts are in. */
export function controlGroups(host = ''): string[] {
  return mountPoints().map((mountPoint) => join(mountPoint, 'rabbitctl-lab', host));
}

/** Where the unified hierarchy is mounted, and the old one that carries names only, if there is one. */
function mountPoints(): string[] {
  return readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, , type, options]) => type === 'cgroup2' || (type === 'cgroup' && options?.includes('name=systemd')))
    .map(([, mountPoint]) => mountPoint ?? '');
}

function removeTree(group: string): void {
  for (const entry of readdirSync(group, { withFileTypes: true })) {
    if (entry.isDirectory()) removeTree(join(group, entry.name));
  }
  rmdirSync(group);
}
