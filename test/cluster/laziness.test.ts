import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const folder = new URL('../../src/cluster/', import.meta.url);

// The test that guards this for the whole program measures the bundle; this one says which line broke it.
it('loads neither the HTTP client nor SSH nor the TOML parser before they are used', () => {
  const heavy = /^import (?!type)[^;]*from '(\.\.\/ssh\/|\.\.\/api\/(client\.js|transport)|smol-toml)/m;
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
  expect(files.filter((file) => heavy.test(readFileSync(new URL(file, folder), 'utf8')))).toEqual([]);
});

it('imports the TOML parser in one file', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  expect(files.filter((file) => readFileSync(new URL(file, folder), 'utf8').includes("'smol-toml'"))).toEqual([
    'toml.ts',
  ]);
});
