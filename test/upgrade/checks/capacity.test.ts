import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { capacity } from '../../../src/upgrade/checks/capacity.js';
import { disk } from '../../../src/upgrade/checks/disk.js';
import { member, restart, survey, three, told, upgradeTo } from './surveys.js';

const using = (...used: readonly number[]) => {
  const view = used.map((mem_used, at) => ({
    name: `rabbit@mq${at}`,
    mem_used,
    mem_limit: 100,
    fd_used: 1,
    fd_total: 100,
  }));
  return survey(view.map(({ name }) => member(name, { view })));
};

test.each([
  [[40, 40, 40], /^ok/],
  [[60, 60, 60], /^warning: with one node down the others would use 90 % of their memory\. /],
  [[90, 90, 90], /^blocker: .*135 %.* \[low-capacity\]$/],
])('three nodes that use %j of 100 each', async (used, words) => {
  expect(told(await capacity(using(...used), restart()))[0]).toMatch(words);
});

test('a single node has no others, and statistics may not be in yet', async () => {
  expect(await capacity(using(90), restart())).toEqual([]);
  expect(told(await capacity(three(), restart()))[0]).toMatch(/^ok/);
});

const room = { data: 500e6, free: 1e12, freeForPackages: 1e12, isHere: true, canBeKept: true };
const judge = async (facts: object, target: string, more = {}) =>
  told(await disk(three({ candidate: `${target}-1`, disk: { ...room, ...facts } }), upgradeTo(target, more)))[0];

test('room for packages', async () => {
  expect(await judge({}, '4.0.9')).toBe('ok: there is room on every disk');
  expect(await judge({ freeForPackages: 50 * 1024 ** 2 }, '4.0.9')).toMatch(
    /^blocker rabbit@mq1: 50 MB are free for packages, 300 MB are wanted.* \[small-disk\]$/,
  );
});

test('room for the copy of the data that a new series may convert', async () => {
  expect(await judge({ free: 400e6 }, '4.1.8')).toMatch(/^blocker rabbit@mq1: its data take 477 MB.*\[small-disk\]$/);
  expect(await judge({ free: 400e6 }, '4.0.9')).toMatch(/^ok/);
  expect(await judge({ free: 400e6 }, '4.1.8', { packages: 'command' })).toMatch(/^ok/);
});

test('room here for the backups of all', async () => {
  const backups = { backupDir: join(tmpdir(), 'not', 'there', 'yet'), coldBackup: true };
  expect(await judge({}, '4.0.9', backups)).toMatch(/^ok/);
  expect(await judge({ data: 1e15 }, '4.0.9', backups)).toMatch(
    /^blocker: .*name another --backup-dir \[small-disk\]$/,
  );
  expect(await judge({ data: undefined }, '4.0.9', backups)).toMatch(/^warning rabbit@mq1: how much data/);
});

test('a disk that was not looked at is not called large enough', async () => {
  expect(await disk(three({ disk: undefined }), upgradeTo('4.0.9'))).toEqual([]);
});
