import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { run } from './child-process.js';
import { installMissing } from './debian-packages.js';
import type { Lab } from './lab.js';
import type { LabHost } from './lab-host.js';
import { hostPlaces } from './places.js';
import { reportToStderr } from './report.js';

/** Where a host has its packages; apt reads it as a repository of its own. */
const place = 'srv/repository';

/** Gives every host of a lab a repository with these packages, and no other one: hosts have no network. */
export async function publish(lab: Lab, packages: readonly string[]): Promise<void> {
  await installMissing(['dpkg-dev'], reportToStderr);
  const [first, ...others] = lab.hosts.map(({ name }) => join(hostPlaces(lab.prefix, name).root, place));
  if (first === undefined) return;
  for (const repository of [first, ...others]) {
    for (const old of [repository, `${repository}.down`]) rmSync(old, { recursive: true, force: true });
    mkdirSync(repository, { recursive: true });
    for (const file of packages) copyFileSync(file, join(repository, basename(file)));
  }
  const index = await run(['sh', '-c', 'cd "$1" && dpkg-scanpackages --multiversion . 2>/dev/null', 'sh', first]);
  for (const repository of [first, ...others]) writeFileSync(join(repository, 'Packages'), index);
  await Promise.all(lab.hosts.map((host) => readOnlyThis(lab, host)));
}

async function readOnlyThis(lab: Lab, host: LabHost): Promise<void> {
  const sources = join(hostPlaces(lab.prefix, host.name).root, 'etc/apt');
  rmSync(join(sources, 'sources.list'), { force: true });
  for (const file of readdirSync(join(sources, 'sources.list.d'))) rmSync(join(sources, 'sources.list.d', file));
  writeFileSync(join(sources, 'sources.list.d/lab.list'), `deb [trusted=yes] file:/${place} ./\n`);
  const update = await host.run(['apt-get', 'update', '-q']);
  if (update.code !== 0) throw new Error(`${host.name}: apt-get update: ${update.stderr}`);
}

/** The package lists still name them, but they cannot be had: as when a mirror is down. */
export function takeRepositoryDown(lab: Lab): void {
  for (const { name } of lab.hosts) {
    const { root } = hostPlaces(lab.prefix, name);
    if (existsSync(join(root, place))) renameSync(join(root, place), join(root, `${place}.down`));
  }
}

/** Undoes `takeRepositoryDown`. */
export function bringRepositoryBack(lab: Lab): void {
  for (const { name } of lab.hosts) {
    const { root } = hostPlaces(lab.prefix, name);
    if (existsSync(join(root, `${place}.down`))) renameSync(join(root, `${place}.down`), join(root, place));
  }
}
