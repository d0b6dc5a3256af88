import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * What RABBITCTL_BIN names, else bin/run.js of a build of these very sources: the one in the repository when it is not older than they are,
 * else one made beside it, once for all test files, so that nobody's dist/ is taken away under their feet.
 */
export async function builtTool(): Promise<string> {
  if (process.env.RABBITCTL_BIN) return process.env.RABBITCTL_BIN;
  const newest = newestSource();
  const manifest = join(root, 'dist/build.json');
  if (existsSync(manifest) && statSync(manifest).mtimeMs > newest) return join(root, 'bin/run.js');
  const place = join(tmpdir(), `rabbitctl-build-${Math.floor(newest)}`);
  await withLock(`${place}.lock`, async () => {
    if (!existsSync(join(place, 'dist/build.json'))) await build(place);
  });
  return join(place, 'bin/run.js');
}

async function build(place: string): Promise<void> {
  removeOldBuilds();
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place);
  for (const name of ['bin', 'release', 'src', 'package.json', 'tsconfig.json']) {
    cpSync(join(root, name), join(place, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
  await promisify(execFile)(process.execPath, [join(place, 'release/build.mjs')], { cwd: place }).catch((error) => {
    throw new Error(`src does not compile:\n${error.stdout}`);
  });
}

function removeOldBuilds(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith('rabbitctl-build-'))) {
    const since = Date.now() - (statSync(join(tmpdir(), name), { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (since > 3_600_000) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

/** mkdir either makes the directory or fails: whoever made it builds. A lock of two minutes ago was left by a crash. */
async function withLock(lock: string, work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      const since = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (since > 120_000) rmSync(lock, { recursive: true, force: true });
      await sleep(200);
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function newestSource(): number {
  const files = ['bin', 'release', 'src'].flatMap((directory) =>
    readdirSync(join(root, directory), { recursive: true, encoding: 'utf8' }).map((file) => `${directory}/${file}`),
  );
  return Math.max(...['package.json', ...files].map((file) => statSync(join(root, file)).mtimeMs));
}
