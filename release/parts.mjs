// The bundle as two files: each run reads and unpacks the whole of a file, and half of the code is nothing that a command over
// HTTP needs. What a file asks of the other is handed over by name, so that each module is there once.
import { join, relative } from 'node:path';

/** Of the second file: these directories and the commands of whole clusters. With them goes what nothing else needs. */
const ofOperations = /^(upgrade|watch|doctor|generate|health|ssh)\/|^commands\/[^/]*-[^/]*\.ts$/;

/**
 * Bundles `entry`, TypeScript that may import `./src/…`, by calls of `bundle(entry, plugin, file)`, which resolves to the
 * paths that went in: `file` is `main`, or `operations`, which main requires as `path`. Nothing of it is read before.
 */
export async function inTwoParts(root, entry, path, bundle) {
  const asked = { main: new Set(), operations: new Set() };
  const elsewhere = { main: (name) => ofOperations.test(name), operations: (name) => inMain.has(name) };
  const partOf = (file, other) => plugin(root, elsewhere[file], asked[file], other);
  const main = (shared) =>
    bundle(entry, partOf('main', `module.exports = require('${path}')(${giving(shared)});`), 'main');
  // Once to know what is in it, once more with what the second asks for.
  const inMain = new Set((await main([])).map((file) => relative(`${root}/src`, file)));
  const begun = `module.exports = (main) => { require('${other}').of = main; return ${giving(asked.main)}; };`;
  await bundle(begun, partOf('operations', `module.exports = (name) => module.exports.of(name);`), 'operations');
  await main(asked.operations);
}

const other = 'part:other';

/** What is elsewhere becomes a line that asks the other file for it, by the code `asking`. */
const plugin = (root, isElsewhere, asked, asking) => ({
  name: 'part',
  setup: (building) => {
    building.onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
      const file = join(resolveDir, path).replace(/\.js$/, '.ts');
      const name = relative(`${root}/src`, file);
      if (name.startsWith('..') || !isElsewhere(name)) return undefined;
      asked.add(name);
      return { path: name, namespace: 'elsewhere' };
    });
    building.onResolve({ filter: new RegExp(`^${other}$`) }, () => ({ path: other, namespace: 'part' }));
    building.onResolve({ filter: /\.cjs$/, namespace: 'part' }, ({ path }) => ({ path, external: true }));
    building.onLoad({ filter: /./, namespace: 'part' }, () => ({ contents: asking, resolveDir: root }));
    building.onLoad({ filter: /./, namespace: 'elsewhere' }, ({ path }) => ({
      contents: `module.exports = require('${other}')('${path}');`,
      resolveDir: root,
    }));
  },
});

/** JavaScript: a function from the name of a module to what it exports. */
function giving(names) {
  const cases = [...names].sort().map((name) => `case '${name}': return require('./src/${name}');`);
  return `(name) => { switch (name) { ${cases.join('')} } }`;
}
