// npm run build:deb: dist/rabbitctl_VERSION_amd64.deb and _arm64.deb of the executables, with manual pages and completion.
// `-- x64` builds that one alone.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildInfo, commitTime } from './build-info.mjs';
import { command } from './child.mjs';
import { controlOf } from './debian-control.mjs';
import { layOut } from './debian-files.mjs';
import { buildStandalone } from './standalone.mjs';

const debianNames = { x64: 'amd64', arm64: 'arm64' };

/** Builds the packages of the sources at `root` into `directory`; resolves to their paths. Needs dpkg-deb. */
export async function buildDebianPackages(root, directory, wanted = Object.keys(debianNames)) {
  const work = mkdtempSync(join(tmpdir(), 'rabbitctl-deb-'));
  try {
    const info = { ...buildInfo(root), time: commitTime(root) };
    mkdirSync(directory, { recursive: true });
    const paths = [];
    for (const [index, executable] of (await buildStandalone(root, directory, wanted)).entries()) {
      const architecture = debianNames[wanted[index]];
      const tree = join(work, architecture);
      await layOut(root, tree, executable, info);
      controlOf(tree, architecture, info);
      const path = join(directory, `rabbitctl_${info.version}_${architecture}.deb`);
      await pack(tree, path, info.time);
      paths.push(path);
    }
    return paths;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** gzip, for every dpkg reads it and it is the same bytes however many processors pack it. */
const pack = (tree, path, time) =>
  command('dpkg-deb', ['--root-owner-group', '-Zgzip', '--build', tree, path], {
    env: { ...process.env, SOURCE_DATE_EPOCH: String(time) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const named = process.argv.slice(2);
  const built = await buildDebianPackages(root, `${root}/dist`, named.length > 0 ? named : undefined);
  for (const path of built) process.stdout.write(`built ${path}\n`);
}
