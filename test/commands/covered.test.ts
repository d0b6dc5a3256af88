import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('every command has a test here', () => {
  const root = join(import.meta.dirname, '../..');
  const tests = readdirSync(import.meta.dirname).map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'));
  const names = readdirSync(join(root, 'src/commands')).map((file) => file.replace(/\.ts$/, ''));
  const untested = names.filter((name) => !tests.some((text) => text.includes(`src/commands/${name}.js'`)));
  expect(untested).toEqual([]);
});
