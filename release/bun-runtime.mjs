import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { command } from './child.mjs';

const packages = { x64: '@oven/bun-linux-x64', arm64: '@oven/bun-linux-aarch64' };

/**
 * Resolves to the path of bun's program for Linux on that architecture, of the version that package-lock.json names. npm
 * installs only that of this machine; another one is fetched, checked by the lock, and kept in node_modules/.cache.
 */
export async function bunRuntime(root, architecture) {
  const name = packages[architecture];
  if (name === undefined)
    throw new Error(`no runtime for ${architecture}: there are ${Object.keys(packages).join(', ')}`);
  const installed = `${root}/node_modules/${name}/bin/bun`;
  if (existsSync(installed)) return installed;
  const locked = JSON.parse(readFileSync(`${root}/package-lock.json`, 'utf8')).packages[`node_modules/${name}`];
  const kept = `${root}/node_modules/.cache/${name.slice('@oven/'.length)}-${locked.version}`;
  if (!existsSync(kept)) await fetchRuntime(`${name}@${locked.version}`, locked.integrity, kept);
  return kept;
}

async function fetchRuntime(spec, integrity, kept) {
  mkdirSync(dirname(kept), { recursive: true });
  const work = mkdtempSync(`${kept}.`);
  const quiet = { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] };
  try {
    await command('npm', ['pack', '--silent', spec, '--pack-destination', work], quiet);
    await command('sh', ['-c', 'mv ./*.tgz runtime.tgz'], quiet);
    // Before anything reads it.
    const [algorithm, expected] = integrity.split(/-(.*)/s);
    const found = createHash(algorithm)
      .update(readFileSync(join(work, 'runtime.tgz')))
      .digest('base64');
    if (found !== expected) throw new Error(`${spec}: not the package that package-lock.json names`);
    await command('tar', ['-xzf', 'runtime.tgz', 'package/bin/bun'], quiet);
    renameSync(join(work, 'package/bin/bun'), kept);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
