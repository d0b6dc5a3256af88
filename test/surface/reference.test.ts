import { readdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { sourcesOf } from '../sources.js';
import { differencesText } from './differences-text.js';
import { parityText } from './parity-text.js';
import { referencePages } from './reference-text.js';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

test('docs/reference says what the declarations say (npm run docs)', async () => {
  const pages = await referencePages(await sourcesOf(root));
  for (const [name, text] of pages) expect(await readFile(`${root}/docs/reference/${name}`, 'utf8')).toBe(text);
  expect((await readdir(`${root}/docs/reference`)).toSorted()).toEqual([...pages.keys()].toSorted());
});

test('what a guide names of docs/ is there', async () => {
  const pages = await referencePages(await sourcesOf(root));
  const named = [...pages.values()].flatMap((text) =>
    [...text.matchAll(/^Guide: \[.*\]\((.*)\)$/gm)].map((match) => match[1]),
  );
  expect(named.length).toBeGreaterThan(0);
  for (const file of new Set(named)) await readFile(`${root}/docs/reference/${file}`, 'utf8');
});

test('docs/differences.md says what the parity tests know (npm run docs)', async () => {
  expect(await readFile(`${root}/docs/differences.md`, 'utf8')).toBe(differencesText());
});

test('docs/parity.md says what was recorded (npm run docs)', async () => {
  expect(await readFile(`${root}/docs/parity.md`, 'utf8')).toBe(parityText());
});
