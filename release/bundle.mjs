// All of src/ as one file of CommonJS, whose parts still run only when something needs them: V8 and JavaScriptCore can keep
// such a file compiled, and one file is read faster than twenty.
import { join } from 'node:path';
import { build } from 'esbuild';
import { helpers, separateModules } from './modules.mjs';
import { inParts } from './parts.mjs';

/**
 * Writes `outfile`, whose exports are those of `entry` (TypeScript that may import `./src/…`). `info` is what
 * `version --client` tells. Resolves to the packages of other people that are inside.
 */
export async function bundle(root, { entry, outfile, info, plugins = [] }) {
  return packagesIn(await inputsOf(root, entry, { output: { outfile }, info, plugins }));
}

/**
 * The same as several files in `directory` (parts.mjs). ssh2, half as large as all the rest and needed by few commands, stays
 * outside, in ssh2.cjs. `entries` are `{ all, main, commands }`.
 */
export async function bundleInParts(root, { entries, directory, info }) {
  const inside = await inParts(root, entries, async (entry, part, outfile) => {
    const plugins = [part, outside('ssh2', './ssh2.cjs')];
    const output = outfile === undefined ? { write: false, outfile: 'draft.cjs' } : outputTo(join(directory, outfile));
    return (await inputsOf(root, entry, { output, info, plugins })).map((file) => file.replace(/^rabbitctl:/, ''));
  });
  return packagesIn(inside);
}

const outputTo = (path) =>
  path.endsWith('.cjs') ? { outfile: path } : { outdir: path, outExtension: { '.js': '.cjs' } };

/** Of TypeScript, or of entry points of esbuild. */
async function inputsOf(root, entry, { output, info, plugins }) {
  const define = { RABBITCTL_BUILD: JSON.stringify(info), 'import.meta.url': '""', __dirname: '""', __filename: '""' };
  const stdin = { contents: entry, resolveDir: root, sourcefile: 'entry.ts', loader: 'ts' };
  const { metafile } = await build({
    ...(typeof entry === 'string' ? { stdin } : { entryPoints: entry, absWorkingDir: root }),
    ...output,
    plugins: [...plugins, separateModules({ ...language, define })],
    banner: { js: helpers },
    define,
    ...options,
  });
  return Object.keys(metafile.inputs);
}

/** One library by itself, for `bundle` to find. */
export async function bundleLibrary(root, name, outfile) {
  const stdin = { contents: `module.exports = require('${name}');`, resolveDir: root };
  return packagesIn(Object.keys((await build({ stdin, outfile, ...options })).metafile.inputs));
}

/** What V8 keeps compiled may not `import()`. */
const language = { target: 'node20', platform: 'node', charset: 'ascii', supported: { 'dynamic-import': false } };

const options = {
  ...language,
  ...{ bundle: true, format: 'cjs', logLevel: 'error', metafile: true, minify: true, legalComments: 'none' },
  // ssh2's native parts are optional.
  external: ['cpu-features', '*.node'],
};

/** A plugin: the library `name` is found at `path` when the bundle runs. */
export const outside = (name, path) => ({
  name: 'outside',
  setup: (building) => building.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path, external: true })),
});

const packagesIn = (files) =>
  new Set(files.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(file)?.[1] ?? []));
