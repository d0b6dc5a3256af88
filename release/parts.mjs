// The bundle in parts, for each run reads and unpacks the whole of a file, and most of the code is nothing that it needs:
// rabbitctl.cjs for all, commands/NAME.cjs for one, operations.cjs for SSH and whole clusters. What a part asks of another is
// handed over by name, so that each module is there once.
import { join, relative } from 'node:path';

/** These directories and the commands of whole clusters; with them goes what nothing else needs. */
const ofOperations = /^(upgrade|watch|doctor|generate|health|ssh)\/|^commands\/[^/]*-[^/]*\.ts$/;

/**
 * Calls `bundle(entry, plugin, outfile)`, which resolves to the paths that went in, and resolves to all of them. `all` is
 * TypeScript that requires all commands; `main` has instead a `require('./commands/NAME.cjs')`. `commands` are entry points
 * of esbuild, for `outfile` commands; where that is undefined nothing is to be written.
 */
export async function inParts(root, { all, main, commands }, bundle) {
  const asked = { [first]: new Set(), [second]: new Set() };
  const part = (homeOf, up = './') => plugin(root, homeOf, asked, up);
  // All in one, to know what is not only operations'.
  const draft = await bundle(
    all,
    part((name) => (ofOperations.test(name) ? second : undefined)),
  );
  const inFirst = new Set(draft.map((file) => relative(`${root}/src`, file)));
  const homeOf = (name) => (isCommand(name) ? name : inFirst.has(name) ? first : second);
  const notIn = (own) => (name) => (homeOf(name) === own ? undefined : homeOf(name));
  const inside = [
    await bundle(commands, part(homeOf, '../'), 'commands'),
    // In this order, for each hands over what those before it have asked for.
    await bundle(handingOver(asked[second]), part(notIn(second)), second),
    await bundle(main + handingOver(asked[first]), part(notIn(first)), first),
  ];
  return inside.flat();
}

const first = 'rabbitctl.cjs';
const second = 'operations.cjs';
const isCommand = (name) => name.startsWith('commands/');

/** What `homeOf` says to be elsewhere becomes a line that asks that part for it. */
const plugin = (root, homeOf, asked, up) => ({
  name: 'part',
  setup: (building) => {
    building.onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir, kind, namespace }) => {
      if (namespace === 'elsewhere') return { path, external: true };
      const name = relative(`${root}/src`, join(resolveDir, path).replace(/\.js$/, '.ts'));
      const home = kind === 'entry-point' || name.startsWith('..') ? undefined : homeOf(name);
      if (home === undefined) return undefined;
      if (home === name) throw new Error(`${name} is asked for by another part than the command line`);
      // Of the draft, where it stays out.
      if (isCommand(name)) return { path: name, external: true };
      asked[home].add(name);
      return { path: name, namespace: 'elsewhere' };
    });
    building.onLoad({ filter: /./, namespace: 'elsewhere' }, ({ path: name }) => ({
      contents: `module.exports = require('${up}${homeOf(name)}').moduleOf('${name}');`,
      resolveDir: root,
    }));
  },
});

/** TypeScript: a function from the name of a module to what it exports. */
function handingOver(names) {
  const cases = [...names].sort().map((name) => `case '${name}': return require('./src/${name}');`);
  return `\nexport const moduleOf = (name) => { switch (name) { ${cases.join('')} } };`;
}
