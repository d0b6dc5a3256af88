// All of src/ as one file of CommonJS, whose parts still run only when something needs them: V8 and JavaScriptCore can keep
// such a file compiled, and one file is read faster than twenty.
import { build } from 'esbuild';
import { helpers, separateModules } from './modules.mjs';

/**
 * Writes `outfile`, whose exports are those of `entry` (TypeScript that may import `./src/…`). `info` is what
 * `version --client` tells. ssh2, half as large as all the rest and needed by few commands, stays outside when `ssh2` says
 * where it is found. Resolves to the packages of other people that are inside.
 */
export async function bundle(root, { entry, outfile, info, ssh2 }) {
  const define = { RABBITCTL_BUILD: JSON.stringify(info), 'import.meta.url': '""', __dirname: '""', __filename: '""' };
  return packagesOf(
    await build({
      stdin: { contents: entry, resolveDir: root, sourcefile: 'entry.ts', loader: 'ts' },
      outfile,
      plugins: [separateModules({ ...language, define }), ...(ssh2 === undefined ? [] : [outside('ssh2', ssh2)])],
      banner: { js: helpers },
      define,
      ...options,
    }),
  );
}

/** One library by itself, for `bundle` to find. */
export async function bundleLibrary(root, name, outfile) {
  const stdin = { contents: `module.exports = require('${name}');`, resolveDir: root };
  return packagesOf(await build({ stdin, outfile, ...options }));
}

/** What V8 keeps compiled may not `import()`. */
const language = { target: 'node20', platform: 'node', charset: 'ascii', supported: { 'dynamic-import': false } };

const options = {
  ...language,
  ...{ bundle: true, format: 'cjs', logLevel: 'error', metafile: true, minify: true, legalComments: 'none' },
  // ssh2's native parts are optional.
  external: ['cpu-features', '*.node'],
};

const outside = (name, path) => ({
  name: 'outside',
  setup: (building) => building.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path, external: true })),
});

const packagesOf = ({ metafile }) =>
  new Set(
    Object.keys(metafile.inputs).flatMap(
      (file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(file)?.[1] ?? [],
    ),
  );
