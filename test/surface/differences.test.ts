import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { differences } from '../parity/differences.js';
import type { Row } from '../parity/row.js';
import { commands } from './snapshot.js';

const folder = fileURLToPath(new URL('../parity/rows', import.meta.url));
const files = await Promise.all(
  readdirSync(folder).map((file) => import(`${folder}/${file}`) as Promise<Record<string, readonly Row[]>>),
);
const rows = files.flatMap((exported) => Object.values(exported).flat());

it('there are at most 15 deliberate differences', () => {
  expect(differences.length).toBeLessThanOrEqual(15);
});

it('each is about a row that is compared', () => {
  const compared = new Set(rows.map(({ argv }) => String(argv)));
  const listed = differences.flatMap((difference) => difference.rows.map(String));
  expect(listed.filter((argv) => !compared.has(argv))).toEqual([]);
});

it('every command of a real tool has rows', () => {
  const words = new Set(rows.flatMap(({ argv }) => argv));
  const names = commands.filter(({ definition }) => definition.tool !== undefined).map(({ name }) => name);
  expect(names.filter((name) => !words.has(name.split(' ').at(-1) ?? name))).toEqual([]);
});
