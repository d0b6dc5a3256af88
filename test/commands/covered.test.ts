import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('every command has a test here; those that do nothing themselves have one together', () => {
  const folder = join(import.meta.dirname, '../../src/commands');
  const tests = readdirSync(import.meta.dirname).map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'));
  const untested = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => !readFileSync(join(folder, file), 'utf8').includes('run: ({ ownTool }) => ownTool(),'))
    .map((file) => file.replace(/\.ts$/, ''))
    .filter((name) => !tests.some((text) => text.includes(`src/commands/${name}.js'`)));
  expect(untested).toEqual([]);
});
