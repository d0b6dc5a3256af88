import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DataError } from '../src/errors.js';
import { readingFile, untoldFileError, writingFile } from '../src/file-error.js';

it.each([
  ['/nowhere/a.json', 66, 'there is no such file', 'path is right'],
  ['/tmp', 66, 'it is a directory', 'Name a file'],
  ['/etc/passwd/a.json', 66, 'a part of its path is a file', 'another'],
])('reading %s: %i', async (file, exitCode, reason, hint) => {
  const failure = { exitCode, message: expect.stringContaining(`${file} cannot be read: ${reason}`) };
  const reading = readingFile(file, () => readFile(file));
  await expect(reading).rejects.toMatchObject({ ...failure, hint: expect.stringContaining(hint) });
});

it.each([
  ['/nowhere/a.json', 73, 'there is no such file'],
  ['/dev/full', 74, 'no space is left'],
  ['/tmp', 73, 'it is a directory'],
])('writing %s: %i', async (file, exitCode, reason) => {
  const writing = writingFile(file, () => writeFile(file, 'x'));
  await expect(writing).rejects.toMatchObject({ exitCode, message: expect.stringContaining(reason) });
});

it('a full disk names its file though the system does not', async () => {
  const target = await open('/dev/full', 'w');
  try {
    const writing = writingFile('/backups/x', () => target.appendFile('x'));
    await expect(writing).rejects.toMatchObject({ exitCode: 74, message: expect.stringContaining('/backups/x') });
  } finally {
    await target.close();
  }
});

it('what is no error of the file system stays what it is', async () => {
  for (const error of [new DataError('no'), new TypeError('a bug'), Object.assign(new Error('x'), { code: 'ERR_X' })])
    await expect(readingFile('/a', () => Promise.reject(error))).rejects.toBe(error);
});

it('one that nobody has put into words is told nevertheless, and a bug is not', async () => {
  const place = await mkdtemp(join(tmpdir(), 'rabbitctl-file-error-'));
  const thrown = (work: () => unknown) => {
    try {
      return untoldFileError(work());
    } catch (error) {
      return untoldFileError(error);
    }
  };
  expect(thrown(() => readFileSync(join(place, 'gone')))).toMatchObject({ exitCode: 66 });
  expect(thrown(() => mkdirSync('/etc/passwd/below'))).toMatchObject({ exitCode: 73 });
  expect(thrown(() => openSync(place, 'w'))?.message).toContain(`${place} cannot be`);
  expect(thrown(() => undefinedThing())).toBeUndefined();
  await rm(place, { recursive: true });
});

function undefinedThing(): never {
  throw new TypeError('a bug');
}
