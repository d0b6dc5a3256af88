import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sourcesOf } from '../sources.js';
import { differencesText } from './differences-text.js';
import { referenceText } from './reference-text.js';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
await writeFile(`${root}/docs/commands.md`, await referenceText(await sourcesOf(root)));
await writeFile(`${root}/docs/differences.md`, differencesText());
