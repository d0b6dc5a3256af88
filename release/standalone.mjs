// npm run build:standalone: dist/rabbitctl-linux-x64 and -arm64, each one file that needs neither Node nor Erlang.
// esbuild makes one script of src/, bun keeps it compiled behind its own runtime. `-- x64` builds that one alone.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildInfo } from './build-info.mjs';
import { bunRuntime } from './bun-runtime.mjs';
import { bundle } from './bundle.mjs';
import { command } from './child.mjs';
import { entryOf, summariesOf, toRun } from './entry.mjs';
import { licencesOf } from './licences.mjs';

/** In the order in which they are built when none is named. */
const architectures = ['x64', 'arm64'];

/** Builds `directory`/rabbitctl-linux-ARCHITECTURE and licences.txt of the sources at `root`; resolves to the executables' paths. */
export async function buildStandalone(root, directory, wanted = architectures) {
  const work = mkdtempSync(join(tmpdir(), 'rabbitctl-standalone-'));
  try {
    const info = buildInfo(root);
    const entry = entryOf(root, info, await summariesOf(root, info), toRun);
    const packages = await bundle(root, { entry, outfile: join(work, 'rabbitctl.cjs'), info });
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'licences.txt'), licencesOf(root, packages));
    const paths = [];
    for (const architecture of wanted) paths.push(await compile(root, work, directory, architecture));
    return paths;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function compile(root, work, directory, architecture) {
  const name = `rabbitctl-linux-${architecture}`;
  const argv = [
    'build',
    'rabbitctl.cjs',
    '--compile',
    '--bytecode',
    '--format=cjs',
    `--target=bun-linux-${architecture}`,
    // Machine code is made for what runs ten times as often as usual: a short command is over before that pays.
    '--compile-jit-policy=10',
  ];
  // A .env or bunfig.toml of the directory that it happens to be called in is none of its business.
  const quiet = ['--no-compile-autoload-dotenv', '--no-compile-autoload-bunfig'];
  const runtime = `--compile-executable-path=${await bunRuntime(root, architecture)}`;
  await command(`${root}/node_modules/.bin/bun`, [...argv, ...quiet, runtime, '--outfile', name], {
    cwd: work,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const path = join(directory, name);
  // The old one may be running.
  rmSync(path, { force: true });
  copyFileSync(join(work, name), path);
  return path;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const named = process.argv.slice(2);
  const built = await buildStandalone(root, `${root}/dist`, named.length > 0 ? named : architectures);
  for (const path of built) process.stdout.write(`built ${resolve(path)}\n`);
}
