import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { sourcesOf } from '../sources.js';
import { differencesText } from './differences-text.js';
import { referenceText } from './reference-text.js';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

test('docs/commands.md says what the declarations say (npm run docs)', async () => {
  expect(await readFile(`${root}/docs/commands.md`, 'utf8')).toBe(await referenceText(await sourcesOf(root)));
});

test('docs/differences.md says what the parity tests know (npm run docs)', async () => {
  expect(await readFile(`${root}/docs/differences.md`, 'utf8')).toBe(differencesText());
});
