import { expect, test } from 'vitest';
import { Unavailable } from '../../../src/errors.js';
import { newcomerChecks } from '../../../src/upgrade/checks/newcomer.js';
import type { Member } from '../../../src/upgrade/member.js';
import type { MachineView } from '../../../src/upgrade/membership/machine.js';
import type { Newcomer } from '../../../src/upgrade/membership/newcomer.js';
import type { RunOptions } from '../../../src/upgrade/run-options.js';
import type { Survey } from '../../../src/upgrade/survey.js';
import { restart } from './surveys.js';

const member = (name: string) => ({ name }) as Member;
const machine = (name: string, more: Partial<MachineView> = {}): MachineView => ({
  ...{ member: member(name), cookie: 'c1', plugins: ['rabbitmq_management'], port: 25672, unknown: [], closed: [] },
  ...more,
});
const newcomer = (more: Partial<Newcomer> = {}): Newcomer => ({
  ...{ member: member('rabbit@mq4'), runs: true, problem: undefined, data: { queues: [], users: [], vhosts: [] } },
  view: { members: ['rabbit@mq4'], running: { 'rabbit@mq4': '4.0.5' }, partitioned: [] },
  machine: machine('rabbit@mq4'),
  around: [machine('rabbit@mq1'), machine('rabbit@mq2')],
  beside: [],
  ...more,
});
const survey = { members: [{ overview: { rabbitmq_version: '4.0.5' } }] } as unknown as Survey;

const check = async (name: string, of: Newcomer, options: RunOptions = restart()) =>
  (await newcomerChecks([of])[name]?.(survey, options)) ?? [];
const levels = async (...of: Parameters<typeof check>) => (await check(...of)).map(({ level }) => level);

test('a node by itself with nothing of its own may join', async () => {
  for (const name of Object.keys(newcomerChecks([]))) expect(await levels(name, newcomer()), name).toEqual(['ok']);
});

test('one that cannot be looked at is told once, and nothing else is said of it', async () => {
  const problem = new Unavailable('mq4 is not reached');
  const unseen = { view: undefined, data: undefined, machine: undefined, around: [], runs: undefined, problem };
  expect(await check('newcomer', newcomer(unseen))).toMatchObject([
    { level: 'blocker', message: 'mq4 is not reached' },
  ]);
  for (const name of ['newcomer-data', 'newcomer-version', 'cookie', 'network', 'plugins']) {
    expect(await levels(name, newcomer(unseen)), name).toEqual([]);
  }
});

test('one that is in another cluster is not taken from there', async () => {
  const view = { members: ['rabbit@mq4', 'rabbit@other'], running: {}, partitioned: [] };
  const [found] = await check('newcomer', newcomer({ view }));
  expect(found).toMatchObject({ level: 'blocker', message: expect.stringContaining('rabbit@other') });
  expect(found).not.toHaveProperty('override');
});

test('queues stand against it, users and virtual hosts are told', async () => {
  const data = { queues: [{ name: 'orders', vhost: '/shop' }], users: ['alice'], vhosts: ['/shop'] };
  expect(await check('newcomer-data', newcomer({ data }))).toMatchObject([
    { level: 'blocker', override: 'data-loss', message: expect.stringContaining('orders in /shop') },
    { level: 'warning', message: expect.stringMatching(/users alice and virtual hosts \/shop/) },
  ]);
});

test.each([
  ['4.0.5', 'ok', undefined],
  ['4.0.9', 'warning', undefined],
  ['3.13.7', 'blocker', 'version-skew'],
])('it runs %s: %s', async (version, level, override) => {
  const view = { members: ['rabbit@mq4'], running: { 'rabbit@mq4': version }, partitioned: [] };
  const [found] = await check('newcomer-version', newcomer({ view }));
  expect([found?.level, found?.override]).toEqual([level, override]);
});

test('another cookie stands against it, unless it is given that of the cluster', async () => {
  const other = newcomer({ machine: machine('rabbit@mq4', { cookie: 'c2' }) });
  expect(await levels('cookie', other)).toEqual(['blocker']);
  expect(await levels('cookie', other, restart({ syncCookie: true }))).toEqual(['warning']);
});

test('members that differ among themselves say no cookie', async () => {
  const around = [machine('rabbit@mq1'), machine('rabbit@mq2', { cookie: 'c2' })];
  const [found] = await check('cookie', newcomer({ around }), restart({ syncCookie: true }));
  expect(found).toMatchObject({ level: 'blocker', message: expect.stringContaining('rabbit@mq2') });
});

test('each machine that lacks a way is named, with the way', async () => {
  const around = [machine('rabbit@mq1', { closed: ['mq4:4369'] }), machine('rabbit@mq2', { unknown: ['mq4'] })];
  expect(await check('network', newcomer({ around }))).toMatchObject([
    { level: 'blocker', node: 'rabbit@mq1', message: expect.stringContaining('mq4:4369') },
    { level: 'blocker', node: 'rabbit@mq2', message: expect.stringContaining('the host mq4') },
  ]);
});

test('plugins that all others have are told', async () => {
  const plugins = ['rabbitmq_management', 'rabbitmq_mqtt'];
  const around = [machine('rabbit@mq1', { plugins }), machine('rabbit@mq2', { plugins })];
  const [found] = await check('plugins', newcomer({ around }));
  expect(found).toMatchObject({ level: 'warning', message: expect.stringContaining('enable rabbitmq_mqtt') });
});
