import type { createWriteStream } from 'node:fs';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, test, vi } from 'vitest';
import { writeFileWhole } from '../../src/cli/write-file-whole.js';

/** A disk that takes its time to make a file. */
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const slow = {
    ...fs,
    open: (...given: unknown[]) => setTimeout(() => (fs.open as (...all: unknown[]) => void)(...given), 100),
  };
  const create: typeof createWriteStream = (path, options) =>
    fs.createWriteStream(path, { ...(options as object), fs: slow as never });
  return { ...fs, createWriteStream: create };
});

const place = mkdtempSync(join(tmpdir(), 'rabbitctl-whole-'));
afterAll(() => rmSync(place, { recursive: true }));

test('what breaks off before the file is there leaves none behind', async () => {
  const chunks = Readable.from([new Uint8Array(1)]).map(() => Promise.reject(new Error('cut short')));
  await expect(writeFileWhole(join(place, 'backup.json'), chunks)).rejects.toThrow('cut short');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(readdirSync(place)).toEqual([]);
});
