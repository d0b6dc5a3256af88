import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demandEmpty, makeBackupDirectory, takeAway } from '../../../src/upgrade/backup/backup-directory.js';
import {
  damagedFiles,
  fileNow,
  type Manifest,
  readManifest,
  writeManifest,
} from '../../../src/upgrade/backup/manifest.js';

let place = '';
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'rabbitctl-manifest-'));
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

it('is written for its owner alone, read again, and a file that changed since is told', async () => {
  const directory = join(place, 'backup');
  await makeBackupDirectory(directory);
  writeFileSync(join(directory, 'definitions.json'), '{}');
  const definitions = await fileNow(directory, 'definitions.json');
  const manifest: Manifest = {
    ...{
      format: 'rabbitctl-backup',
      version: 1,
      cluster: 'lab',
      created: '2026-11-30T04:00:00.000Z',
      withSecrets: false,
    },
    ...{ definitions, nodes: [] },
  };
  await writeManifest(directory, manifest);
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  expect(statSync(join(directory, 'manifest.json')).mode & 0o777).toBe(0o600);
  expect(await readManifest(directory)).toEqual(manifest);
  expect(await damagedFiles(directory, [definitions])).toEqual([]);
  writeFileSync(join(directory, 'definitions.json'), '{ }');
  expect(await damagedFiles(directory, [definitions, { ...definitions, path: 'gone' }])).toEqual([
    'definitions.json is not as it was when it was backed up',
    expect.stringContaining('gone cannot be read'),
  ]);
  await expect(demandEmpty(directory)).rejects.toThrow('is not empty');
});

it.each([
  ['{"format":"rabbitctl-backup","version":2,"nodes":[]}', 'version 1 alone'],
  ['{"format":"other","nodes":[]}', 'no manifest'],
  ['{', 'no JSON'],
])('%s is refused', async (text, reason) => {
  writeFileSync(join(place, 'manifest.json'), text);
  await expect(readManifest(place)).rejects.toMatchObject({ exitCode: 65, message: expect.stringContaining(reason) });
});

it('a directory without one is no backup', async () => {
  mkdirSync(join(place, 'empty'));
  await expect(readManifest(join(place, 'empty'))).rejects.toMatchObject({ exitCode: 65 });
  await expect(readManifest(join(place, 'nowhere'))).rejects.toMatchObject({ exitCode: 66 });
});

it('a backup that failed leaves nothing in the way of the next one, and nothing else is taken away', async () => {
  const failure = new Error('no');
  const made = join(place, 'made', 'below');
  expect(await makeBackupDirectory(made)).toBe(true);
  writeFileSync(join(made, 'definitions.json.unfinished'), '');
  await expect(takeAway(made, true, failure)).rejects.toBe(failure);
  expect(existsSync(made)).toBe(false);
  const there = join(place, 'there');
  mkdirSync(there);
  expect(await makeBackupDirectory(there)).toBe(false);
  mkdirSync(join(there, 'nodes/rabbit@mq1'), { recursive: true });
  for (const name of ['definitions.json', 'manifest.json.part', 'other.json']) writeFileSync(join(there, name), '');
  await expect(takeAway(there, false, failure)).rejects.toBe(failure);
  expect(readdirSync(there)).toEqual(['other.json']);
});

it.each([
  [['definitions.json.unfinished', 'nodes'], 'rm -r '],
  [['definitions.json', 'manifest.unfinished.json'], 'rabbitctl backup resume'],
  [['definitions.json', 'manifest.json'], 'Name a new directory'],
  [['definitions.json', 'letter.txt'], 'Name a new directory'],
])('a directory with %j is not empty, and what to do is said', async (names, hint) => {
  const directory = mkdtempSync(join(place, 'full-'));
  for (const name of names) writeFileSync(join(directory, name), '');
  await expect(demandEmpty(directory)).rejects.toMatchObject({ exitCode: 65, hint: expect.stringContaining(hint) });
});

it('a file is no directory for a backup', async () => {
  writeFileSync(join(place, 'file'), '');
  await expect(makeBackupDirectory(join(place, 'file'))).rejects.toMatchObject({ exitCode: 73 });
  await expect(makeBackupDirectory(join(place, 'file', 'below'))).rejects.toMatchObject({ exitCode: 73 });
});
