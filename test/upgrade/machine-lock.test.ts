import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Locked } from '../../src/errors.js';
import { MachineLock } from '../../src/upgrade/machine-lock.js';

let state = '';
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'rabbitctl-lock-'));
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

const file = () => join(state, 'locks', readdirSync(join(state, 'locks'))[0] ?? '');

it('lets one run of a cluster work at a time, and names the process that does', () => {
  const lock = new MachineLock(state, 'prod/eu');
  expect(() => new MachineLock(state, 'prod/eu')).toThrow(Locked);
  expect(() => new MachineLock(state, 'prod/eu')).toThrow(`process ${process.pid}`);
  new MachineLock(state, 'staging').release();
  lock.release();
  expect(existsSync(join(state, 'locks', 'prod%2Feu.lock'))).toBe(false);
  new MachineLock(state, 'prod/eu').release();
});

it.each([
  ['of a process that is no more', JSON.stringify({ pid: 2 ** 30, start: '1' })],
  ['of another process that has the same id now', JSON.stringify({ pid: process.pid, start: '1' })],
  ['whose writer died at once', ''],
])('a lock %s counts for nothing', (_, left) => {
  new MachineLock(state, 'prod');
  writeFileSync(file(), left);
  new MachineLock(state, 'prod');
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ pid: process.pid });
});
