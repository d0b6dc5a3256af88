import { expect, it } from 'vitest';
import type { Cluster } from '../../../src/cluster/cluster.js';
import { importOutlook } from '../../../src/cluster/definitions/import-outlook.js';
import { readDefinitions } from '../../../src/cluster/definitions/read-definitions.js';
import { ownUserVerdicts } from '../../../src/upgrade/backup/restore-survey.js';

const boss = { name: 'boss', password_hash: 'one', tags: ['administrator'] };
const other = { name: 'other', password_hash: 'one', tags: ['administrator'] };

/** Logged in as boss, into a cluster that has both. */
async function saidOf(users: readonly object[]): Promise<readonly string[]> {
  const api = { request: async () => ({ name: 'boss', tags: ['administrator'] }) };
  const objects = (of: readonly object[]) => readDefinitions(JSON.stringify({ users: of }), 'definitions');
  const outlook = importOutlook(objects([boss, other]), objects(users));
  const verdicts = await ownUserVerdicts({ api } as unknown as Cluster, outlook);
  return verdicts.map(({ level, message }) => `${level}: ${message}`);
}

it('a backup that takes the password or the tag of whoever restores it is refused', async () => {
  const refusal = 'blocker: the backup gives boss, as whom we are logged in';
  expect(await saidOf([{ ...boss, password_hash: 'two' }])).toEqual([expect.stringContaining(`${refusal}, another`)]);
  expect(await saidOf([{ ...boss, tags: ['monitoring'] }])).toEqual([expect.stringContaining(`${refusal}, no tag`)]);
  expect(await saidOf([{ ...boss, tags: '' }])).toEqual([expect.stringContaining(`${refusal}, no tag`)]);
});

it('other users, and what leaves one as it is, are not', async () => {
  expect(await saidOf([boss, other])).toEqual([]);
  expect(await saidOf([{ ...other, password_hash: 'two', tags: [] }])).toEqual([]);
  expect(await saidOf([{ ...boss, tags: ['administrator', 'management'] }])).toEqual([]);
  expect(await saidOf([{ name: 'new', password_hash: 'two', tags: [] }])).toEqual([]);
});
