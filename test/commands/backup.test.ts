import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import backup from '../../src/commands/backup.js';
import diffDefinitions from '../../src/commands/diff-definitions.js';
import rebalanceLeaders from '../../src/commands/rebalance-leaders.js';
import restore from '../../src/commands/restore.js';
import { run } from '../cli/world.js';

let place = '';
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'rabbitctl-backup-'));
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

it('all are commands about whole clusters', () => {
  for (const { definition } of [backup, diffDefinitions, rebalanceLeaders, restore]) {
    expect(definition.section).toBe('whole_cluster');
  }
});

describe('words that do not fit are refused before a cluster is asked', () => {
  it.each([
    [['backup'], 'which directory'],
    [['backup', 'plan'], 'which directory'],
    [['backup', 'one', 'two'], 'too many arguments: two'],
    [['backup', 'status', 'one'], 'too many arguments: one'],
    [['restore', 'one'], 'what of it'],
    [['restore', 'one', '--data', '--definitions'], '--data goes by itself'],
    [['restore', 'one', '--data', '--nodes', 'rabbit@mq1'], '--data goes by itself'],
    [['restore', 'one', '--definitions', '--nodes', 'rabbit@mq1'], '--nodes needs --configuration'],
    [['rebalance-leaders', 'now'], 'there is no now here'],
    [['diff-definitions', 'a.json', 'b.json', '--ignore', 'queue'], 'there is no kind queue'],
  ])('%j', async (words, said) => {
    const { code, stderr } = await run(words);
    expect({ code, stderr }).toEqual({ code: 64, stderr: expect.stringContaining(said) });
  });
});

describe('diff-definitions of files', () => {
  const file = (name: string, definitions: object): string => {
    writeFileSync(join(place, name), JSON.stringify(definitions));
    return join(place, name);
  };
  const queue = (name: string) => ({ name, vhost: '/', durable: true, auto_delete: false, arguments: {} });

  it('ends with 0 and no word when they are equal', async () => {
    const [one, other] = [
      file('1.json', { queues: [queue('a'), queue('b')] }),
      file('2.json', { queues: [queue('b'), queue('a')] }),
    ];
    expect(await run(['diff-definitions', one, other])).toEqual({ code: 0, stdout: '', stderr: '' });
    const { code, stdout } = await run(['diff-definitions', one, other, '--json']);
    expect({ code, answer: JSON.parse(stdout) }).toMatchObject({ code: 0, answer: { equal: true, differences: [] } });
  });

  it('ends with 1 when they are not, and with more than that when they cannot be compared', async () => {
    const [one, other] = [file('1.json', { queues: [queue('a')] }), file('2.json', { queues: [queue('b')] })];
    const { code, stdout } = await run(['diff-definitions', one, other]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: `--- ${one}\n+++ ${other}\n- queue a in /\n+ queue b in /\n` });
    expect((await run(['diff-definitions', one, join(place, 'gone.json')])).code).toBe(66);
    expect((await run(['diff-definitions', one, 'nowhere'])).code).toBe(78);
  });

  it('says of a file that is none which one, and why', async () => {
    const good = file('1.json', {});
    writeFileSync(join(place, 'text.json'), 'no JSON');
    mkdirSync(join(place, 'empty'));
    for (const [name, expected, said] of [
      ['gone.json', 66, 'gone.json cannot be read: there is no such file'],
      ['text.json', 65, 'text.json is no JSON'],
      ['empty', 66, join('empty', 'definitions.json')],
      ['text.json/below', 66, 'a part of its path is a file'],
    ] as const) {
      const { code, stderr } = await run(['diff-definitions', good, join(place, name)]);
      expect({ code, stderr }).toEqual({ code: expected, stderr: expect.stringContaining(said) });
    }
  });
});

describe('restore', () => {
  it('what is no backup is refused, and no node is asked', async () => {
    const { code, stderr } = await run(['restore', 'plan', place, '--data']);
    expect({ code, stderr }).toEqual({ code: 65, stderr: expect.stringContaining('is no backup') });
    const gone = await run(['restore', 'plan', join(place, 'gone'), '--data']);
    expect(gone).toMatchObject({ code: 66, stderr: expect.stringContaining('there is no such file or directory') });
  });
});
