import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sourcesOf } from '../sources.js';
import { differencesText } from './differences-text.js';
import { parityText } from './parity-text.js';
import { referencePages } from './reference-text.js';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
await rm(`${root}/docs/reference`, { recursive: true, force: true });
await mkdir(`${root}/docs/reference`);
for (const [name, text] of await referencePages(await sourcesOf(root))) {
  await writeFile(`${root}/docs/reference/${name}`, text);
}
await writeFile(`${root}/docs/differences.md`, differencesText());
await writeFile(`${root}/docs/parity.md`, parityText());
