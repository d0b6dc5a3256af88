import { expect, test } from 'vitest';
import { Unavailable } from '../../../src/errors.js';
import { membership, shape } from '../../../src/upgrade/checks/membership.js';
import { type Facts, member, problem, restart, survey, told } from './surveys.js';

const names = ['rabbit@mq1', 'rabbit@mq2', 'rabbit@mq3'] as const;
const seen = (name: string, more: object = {}) => ({
  name,
  running: true,
  being_drained: false,
  partitions: [],
  ...more,
});
const all = names.map((name) => seen(name));
const found = async (...facts: readonly Facts[]) =>
  told(await membership(survey(names.map((name, at) => member(name, facts[at]))), restart()));

test('all agree', async () => {
  expect(await found()).toEqual(['ok: 3 members, all running, none apart, none drained']);
});

test('one is down, told once though two see it', async () => {
  const view = [seen(names[0]), seen(names[1]), { name: names[2], running: false }];
  const silent = { overview: undefined, ...problem('http', new Unavailable('nothing listens')) };
  expect(await found({ view }, { view }, silent)).toEqual([
    'blocker rabbit@mq3: is down: start it, or remove it with forget_cluster_node',
  ]);
});

test('one that answers and is not seen by another is apart, not down', async () => {
  const here = [seen(names[0]), seen(names[1]), { name: names[2], running: false }];
  const there = [{ name: names[0], running: false }, { name: names[1], running: false }, seen(names[2])];
  expect((await found({ view: here }, { view: here }, { view: there })).map((line) => line.split(':')[0])).toEqual([
    ...['blocker rabbit@mq1', 'blocker rabbit@mq2', 'blocker rabbit@mq3', 'blocker rabbit@mq3'],
  ]);
});

test('a partition, whoever reports it', async () => {
  const view = [seen(names[0], { partitions: [names[2]] }), seen(names[1]), seen(names[2])];
  expect(await found({ view }, {}, {})).toEqual([
    expect.stringMatching(/^blocker rabbit@mq1: does not see rabbit@mq3: the cluster is partitioned\. Mend/),
  ]);
});

test('one that counts others as members', async () => {
  expect(await found({}, {}, { view: all.slice(1) })).toEqual([
    expect.stringMatching(/^blocker rabbit@mq3: counts rabbit@mq2, rabbit@mq3 as members: let it join/),
  ]);
});

test('one that is drained, by HTTP or by the own tool of a version whose HTTP does not tell', async () => {
  const drained = [
    'blocker rabbit@mq2: is drained: revive it (rabbitmq-upgrade revive), or go on with the run that drained it',
  ];
  expect(await found({ view: [seen(names[0]), seen(names[1], { being_drained: true }), seen(names[2])] })).toEqual(
    drained,
  );
  const view = names.map((name) => ({ name, running: true, partitions: [] }));
  const status = {
    maintenance_status: {
      [names[0]]: 'not under maintenance',
      [names[1]]: '\u001b[31mmarked for maintenance\u001b[0m',
    },
  };
  const tools = { cluster_status: { code: 0, stdout: JSON.stringify(status) } };
  expect(await found({ version: '3.8.9', view, tools }, { view }, { view })).toEqual(drained);
});

test('what was not seen of all is not called well', async () => {
  expect(await found({}, {}, { overview: undefined, view: undefined })).toEqual([]);
});

test.each([
  [1, 'warning: a single node'],
  [2, 'warning: two nodes'],
  [3, 'ok: 3 nodes'],
  [4, 'warning: 4 nodes: an even number tolerates no more failures than 3'],
  [5, 'ok: 5 nodes'],
])('%i nodes', async (count, words) => {
  const members = Array.from({ length: count }, (_, at) => member(`rabbit@mq${at}`));
  expect(told(await shape(survey(members), restart()))[0]).toContain(words);
});
