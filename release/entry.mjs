// The text of what is bundled, made of the files in src/commands.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle, outside } from './bundle.mjs';

/** `list_queues`, `plugins/list`: the files of all commands, sorted by the commands' names. */
const commandFiles = (root) =>
  readdirSync(`${root}/src/commands`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.replace(/\.ts$/, ''))
    .sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));

const nameOf = (file) => file.replace('/', ' ');

/** Resolves to what the bundle knows of each command without running its part: `CommandSummary[]`. */
export async function summariesOf(root, info) {
  const directory = mkdtempSync(join(tmpdir(), 'rabbitctl-summaries-'));
  try {
    const lines = commandFiles(root).map(
      (file) => `summaryOf('${nameOf(file)}', require('./src/commands/${file}.ts').default.definition)`,
    );
    const entry = `import { summaryOf } from './src/cli/summary.js';\nexport const summaries = [${lines.join(',\n')}];`;
    const plugins = [outside('ssh2', 'ssh2')];
    await bundle(root, { entry, outfile: join(directory, 'summaries.cjs'), info, plugins });
    return createRequire(import.meta.url)(join(directory, 'summaries.cjs')).summaries;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** For `entryOf`: what a script that is loaded gives, and what one that is run does. */
export const toLoad = 'export { main, start, table };';
export const toRun = `import { abandoned } from './src/api/abandoned.js';
start(table).then(() => {
  if (abandoned.connects > 0) process.exit();
});`;

/** TypeScript in which `main`, `start` and the `table` of all commands, which it has inside, are there for the line `last`. */
export function entryOf(root, info, commands, last) {
  const loaders = commandFiles(root).map((file) => `'${nameOf(file)}': () => require('./src/commands/${file}.ts')`);
  return entry(
    info,
    commands,
    `const loaders = { ${loaders.join(', ')} };\nconst load = (name) => loaders[name]();`,
    last,
  );
}

/** For `bundleInParts`. */
export function entriesOf(root, info, commands) {
  const files = commandFiles(root);
  // In two lines, or esbuild looks for the files.
  const load = `const load = (name) => {
  const file = './commands/' + name.replace(' ', '.') + '.cjs';
  return require(file);
};`;
  return {
    all: entryOf(root, info, commands, toLoad),
    main: entry(info, commands, load, toLoad),
    commands: files.map((file) => ({ in: `./src/commands/${file}.ts`, out: file.replace('/', '.') })),
  };
}

function entry({ version }, commands, load, last) {
  // JSON.parse of one string: a sixth of the time that V8 takes for the object written out.
  const manifest = JSON.stringify(JSON.stringify({ version, commands }));
  return `import { main } from './src/cli/main.js';
import { tableOf } from './src/cli/manifest.js';
import { start } from './src/cli/start.js';
${load}
const table = tableOf(JSON.parse(${manifest}), load);
${last}
`;
}
