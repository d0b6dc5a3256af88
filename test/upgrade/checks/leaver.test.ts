import { expect, test } from 'vitest';
import { Unavailable } from '../../../src/errors.js';
import { leaverChecks } from '../../../src/upgrade/checks/leaver.js';
import type { Member } from '../../../src/upgrade/member.js';
import type { Leaver } from '../../../src/upgrade/membership/leaver.js';
import type { Copies } from '../../../src/upgrade/membership/replicas.js';
import type { Survey } from '../../../src/upgrade/survey.js';
import { restart } from './surveys.js';

const mq4 = 'rabbit@mq4';
const copies = (name: string, type: string, members: readonly string[], online = members): Copies => ({
  ...{ name, vhost: '/', type, messages: 7 },
  members: members.map((host) => `rabbit@${host}`),
  online: online.map((host) => `rabbit@${host}`),
});
const leaver = (more: Partial<Leaver> = {}): Leaver => ({
  ...{ member: { name: mq4 } as Member, listed: true, runs: true, problem: undefined, ownApplication: true },
  probe: { service: 'active', instance: 'i', startedAt: 1, processes: 1, registered: true },
  copies: [],
  ...more,
});
const survey = (conf = '') =>
  ({ members: [{ name: 'rabbit@mq1', files: { 'rabbitmq.conf': conf } }] }) as unknown as Survey;

const check = async (name: string, of: Leaver, conf?: string) =>
  (await leaverChecks(of)[name]?.(survey(conf), restart())) ?? [];

test('a node that has nothing may go', async () => {
  for (const name of Object.keys(leaverChecks(leaver()))) {
    expect(
      (await check(name, leaver())).map(({ level }) => level),
      name,
    ).toEqual(['ok']);
  }
});

test('whatever is there alone is named, with its messages', async () => {
  const all = [
    copies('plain', 'classic', ['mq4']),
    copies('mirrored', 'classic', ['mq4', 'mq1']),
    copies('lonely', 'quorum', ['mq4']),
    copies('events', 'stream', ['mq4', 'mq1', 'mq2']),
  ];
  const [found, ...more] = await check('only-copy', leaver({ copies: all }));
  expect(more).toEqual([]);
  expect(found).toMatchObject({ level: 'blocker', override: 'queue-loss', lasting: 'structural' });
  expect(found?.message).toContain('plain (classic, 7 messages), lonely (quorum, 7 messages)');
  expect(found?.message).not.toMatch(/mirrored|events/);
});

test.each([
  ['all are up', ['mq4', 'mq1', 'mq2'], ['mq4', 'mq1', 'mq2'], 'ok'],
  ['the rest would be one of two', ['mq4', 'mq1', 'mq2'], ['mq4', 'mq1'], 'blocker'],
  ['a dead one gives up its replica', ['mq4', 'mq1', 'mq2'], ['mq1', 'mq2'], 'ok'],
  ['a dead one of two cannot', ['mq4', 'mq1'], ['mq1'], 'blocker'],
  ['the rest is one of one', ['mq4', 'mq1'], ['mq4', 'mq1'], 'ok'],
  ['it is the only one', ['mq4'], ['mq4'], 'ok'],
])('majorities: %s', async (_, members, online, level) => {
  const [found] = await check('majority', leaver({ copies: [copies('q', 'quorum', members, online)] }));
  expect(found?.level).toBe(level);
});

test('queues that are left with two replicas are told', async () => {
  const some = [
    copies('three', 'quorum', ['mq4', 'mq1', 'mq2']),
    copies('five', 'quorum', ['mq4', 'mq1', 'mq2', 'mq3', 'mq5']),
  ];
  const [found] = await check('redundancy', leaver({ copies: some }));
  expect(found).toMatchObject({ level: 'warning', message: expect.stringContaining('replicas: three.') });
});

const problem = new Unavailable('mq4 is not reached');
test.each([
  ['down, and its machine says so', { runs: false, ownApplication: false }, 'ok', undefined],
  ['down, and its machine is not reached', { runs: false, problem }, 'blocker', 'unreached-node'],
  ['it runs, and its machine is not reached', { problem }, 'blocker', undefined],
  ['it runs apart', { runs: false }, 'blocker', undefined],
])('%s', async (_, more, level, override) => {
  const [found] = await check('leaver', leaver(more));
  expect([found?.level, found?.override]).toEqual([level, override]);
});

test('settings that name it for peer discovery are told, other lines are not', async () => {
  const node = 'cluster_formation.classic_config.nodes.4 = rabbit@mq4';
  expect(await check('discovery', leaver(), node)).toMatchObject([{ level: 'warning' }]);
  expect(await check('discovery', leaver(), '# mq4 is gone\nlog.file = mq4.log')).toMatchObject([{ level: 'ok' }]);
});
