import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../lab/child-process.js';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface Releases {
  /** Paths. */
  readonly npm: string;
  readonly standalone: string;
  readonly debian: string;
}

/** All that can be released, built as README says in a copy of this tree at `place`, for other tests run what this one has. */
export async function buildReleases(place: string): Promise<Releases> {
  const copy = join(place, 'tree');
  const unneeded = ['node_modules', '.git', 'dist'].map((name) => join(root, name));
  cpSync(root, copy, { recursive: true, filter: (source) => !unneeded.includes(source) });
  // Not the directory itself: npm runs programs of what is installed beside a package.
  mkdirSync(join(copy, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules'))) {
    symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name));
  }
  // A copy has no commit to take the time of.
  const env = { ...process.env, SOURCE_DATE_EPOCH: '1700000000' };
  const output = await run(['npm', 'pack', '--pack-destination', place, copy], { env, deadline: 240 });
  const tarball = output.trim().split('\n').at(-1) ?? '';
  await run(['npm', '--prefix', copy, 'run', 'build:deb', '--', 'x64'], { env, deadline: 400 });
  const dist = join(copy, 'dist');
  const debian = readdirSync(dist).find((name) => name.endsWith('.deb')) ?? '';
  return { npm: join(place, tarball), standalone: join(dist, 'rabbitctl-linux-x64'), debian: join(dist, debian) };
}
