// One executable without Node: esbuild makes one file of the build in dist/, bun compiles it.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { command } from '../child.mjs';

/** Builds `directory`/rabbitctl from the built tree at `root`; resolves to its path. Needs `npm run build` first. */
export async function buildStandalone(root, directory) {
  const manifest = JSON.parse(readFileSync(`${root}/oclif.manifest.json`, 'utf8'));
  mkdirSync(directory, { recursive: true });
  const entry = join(directory, 'entry.mjs');
  const bundle = join(directory, 'bundle.mjs');
  const executable = join(directory, 'rabbitctl');
  writeFileSync(entry, entryText(root, manifest));
  await build({
    entryPoints: [entry],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // oclif would drag in a compiler for development; ssh2's native parts are optional; undici is an empty shim in bun.
    external: ['typescript', 'ts-node', 'tsx', 'cpu-features', '*.node', 'undici'],
    define: { RABBITCTL_VERSION: JSON.stringify(manifest.version) },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'error',
  });
  rmSync(executable, { force: true });
  await command(`${root}/node_modules/.bin/bun`, ['build', bundle, '--compile', '--outfile', executable], {
    cwd: directory,
  });
  return executable;
}

/** A literal map of all commands, so that the bundler sees each of them. */
function entryText(root, manifest) {
  const commands = Object.values(manifest.commands).map(({ id, summary, section, flags }) => ({
    name: id.replaceAll(':', ' '),
    summary,
    section,
    valueOptions: Object.entries(flags)
      .filter(([, flag]) => flag.type === 'option')
      .flatMap(([name, flag]) => [`--${name}`, `-${flag.char ?? '-'}`]),
  }));
  const loaders = commands.map(
    ({ name }) => `${JSON.stringify(name)}: () => import('${root}/dist/commands/${name.replace(' ', '/')}.js')`,
  );
  return `import { start } from '${root}/dist/cli/start.js';
const commands = new Map(${JSON.stringify(commands.map((described) => [described.name, described]))});
const loaders = { ${loaders.join(', ')} };
await start({
  version: ${JSON.stringify(manifest.version)},
  names: [...commands.keys()].toSorted(),
  describe: (name) => commands.get(name),
  load: async (name) => (await loaders[name]()).default,
});
`;
}
