import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { membersSince } from '../../../src/upgrade/backup/data-survey.js';
import { whatIsThere } from '../../../src/upgrade/backup/restore-data.js';
import { unfinishedRun } from '../../../src/upgrade/find-run.js';
import { Journal } from '../../../src/upgrade/journal.js';
import type { Plan } from '../../../src/upgrade/plan.js';

it('says which nodes have which data, and that none may be started', () => {
  const said = whatIsThere(
    new Map([
      ['rabbit@mq1', 'done'],
      ['rabbit@mq2', 'half-way'],
      ['rabbit@mq3', 'to-do'],
    ]),
  );
  expect(said).toBe(
    'With the data of the backup: rabbit@mq1.\nWith their own, or with those of the backup: rabbit@mq2.\nWith their own still: rabbit@mq3.\nStart none of them. The same command goes on with it.',
  );
});

it('tells members that the backup does not know', () => {
  expect(membersSince(['a', 'b', 'b'], [{ name: 'a' }])).toMatchObject([
    { message: expect.stringContaining('now: b.') },
  ]);
  expect(membersSince(['a'], [{ name: 'a' }])).toEqual([]);
});

it.each([
  [['data'], undefined],
  [['definitions'], 'one'],
] as const)('one of %j that was killed is to be resumed: %s', (restores, expected) => {
  const state = mkdtempSync(join(tmpdir(), 'rabbitctl-killed-'));
  try {
    const plan = { cluster: 'lab', members: ['a'], nodes: [], options: { kind: 'restore', restores } };
    new Journal(state, 'one', plan as unknown as Plan).close();
    expect(unfinishedRun(state, 'restore', { cluster: 'lab', members: ['a'] })?.run).toBe(expected);
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
});
