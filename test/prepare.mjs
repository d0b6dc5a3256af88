// What both README commands need first: the npm packages and a build.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { command } from '../release/child.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Installs the locked npm packages unless they are there, and builds. */
export async function prepare() {
  const lock = readFileSync(`${root}/package-lock.json`, 'utf8');
  const mark = `${root}/node_modules/.installed-lock`;
  const hidden = `${root}/node_modules/.package-lock.json`;
  const current = existsSync(mark) ? readFileSync(mark, 'utf8') === lock : existsSync(hidden);
  if (!current) {
    process.stderr.write('installing npm packages …\n');
    await command('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root });
  }
  writeFileSync(mark, lock);
  process.stderr.write('building …\n');
  await command(process.execPath, ['release/build.mjs'], { cwd: root });
}
