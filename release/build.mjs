// npm run build: src/ to dist/, which bin/run.js runs. Types are checked by `npm run check`.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildInfo } from './build-info.mjs';
import { bundleInParts, bundleLibrary } from './bundle.mjs';
import { entriesOf, summariesOf } from './entry.mjs';
import { licencesOf } from './licences.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = `${root}/dist`;
// Executables and packages that other builds have put there stay.
const scripts = ['rabbitctl.cjs', 'operations.cjs', 'ssh2.cjs'];
for (const name of [...scripts, 'commands', 'licences.txt', 'build.json'])
  rmSync(`${dist}/${name}`, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

const info = buildInfo(root);
const commands = await summariesOf(root, info);
const entries = entriesOf(root, info, commands);
const packages = [
  ...(await bundleInParts(root, { entries, directory: dist, info })),
  ...(await bundleLibrary(root, 'ssh2', `${dist}/ssh2.cjs`)),
];
for (const name of scripts) markWithHash(`${dist}/${name}`);
writeFileSync(`${dist}/licences.txt`, licencesOf(root, packages));
writeFileSync(`${dist}/build.json`, `${JSON.stringify(info)}\n`);
process.stdout.write(`built ${commands.length} commands\n`);

/** V8 knows a source by its length alone: bin/run.js names what it keeps compiled by the first line. */
function markWithHash(file) {
  const text = readFileSync(file);
  writeFileSync(file, `//${createHash('sha256').update(text).digest('hex').slice(0, 16)}\n${text}`);
}
