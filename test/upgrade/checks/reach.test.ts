import { expect, test } from 'vitest';
import { CheckFailed, DataError, NotPermitted, Unavailable } from '../../../src/errors.js';
import { reach } from '../../../src/upgrade/checks/reach.js';
import { member, problem, restart, survey, three, told, upgradeTo } from './surveys.js';

const options = upgradeTo('4.0.9');
const found = async (facts: ReturnType<typeof survey>, asked = options) => told(await reach(facts, asked));

test('nothing to tell', async () => {
  expect(await found(three())).toEqual(['ok: every node answers over HTTP and SSH, and lets us be root']);
});

test('what cannot be had of a node, with what can be done about it', async () => {
  const refused = new NotPermitted('sudo on mq2 does not allow sh', { hint: 'Allow it there.' });
  const one = survey([member('rabbit@mq1'), member('rabbit@mq2', problem('sudo', refused))]);
  expect(await found(one)).toEqual(['blocker rabbit@mq2: sudo on mq2 does not allow sh\nAllow it there.']);
});

test('packages are another check', async () => {
  const facts = {
    problems: [
      ...problem('candidate', new DataError('no')).problems,
      ...problem('packages', new CheckFailed('no')).problems,
    ],
  };
  expect(await found(survey([member('rabbit@mq1', facts)]))).toEqual([expect.stringMatching(/^ok/)]);
});

test.each([{ running: false }, { running: true, being_drained: true }])(
  'that a node which is known to be out does not listen is no news: %o',
  async (seen) => {
    const view = [{ name: 'rabbit@mq2', ...seen }];
    const silent = problem('http', new Unavailable('nothing listens on mq2:15672'));
    const facts = survey([member('rabbit@mq1', { view }), member('rabbit@mq2', { ...silent, overview: undefined })]);
    expect(await found(facts)).toEqual([expect.stringMatching(/^ok/)]);
  },
);

test('one that others see in service, and that does not answer us', async () => {
  const silent = { ...problem('http', new Unavailable('nothing listens on mq2:15672')), overview: undefined };
  const facts = survey([member('rabbit@mq1'), member('rabbit@mq2', silent)]);
  expect(await found(facts)).toEqual(['blocker rabbit@mq2: nothing listens on mq2:15672']);
});

test("another node's machine, and one machine for two nodes", async () => {
  const disk = { data: 1, free: 1, freeForPackages: 1, isHere: false, canBeKept: true };
  expect(await found(survey([member('rabbit@mq1', { disk })]))).toEqual([
    expect.stringMatching(/^blocker rabbit@mq1: mq1 has no data directory of this node\. .*ssh\.host/),
  ]);
  const { probe } = member('rabbit@mq1');
  expect(await found(survey([member('rabbit@mq1'), member('rabbit@mq2', { probe })]))).toEqual([
    expect.stringMatching(/^blocker rabbit@mq2: is said to be on the machine of rabbit@mq1/),
  ]);
});

test.each([
  ['inactive', 'it was not started by systemd'],
  ['failed', 'it was not started by systemd'],
  ['activating', 'wait'],
  ['deactivating', 'wait'],
] as const)('a node that answers while its service is %s', async (service, words) => {
  const probe = { service, instance: undefined, startedAt: undefined, processes: 1, registered: true };
  const [verdict] = await found(survey([member('rabbit@mq1', { probe })]));
  expect(verdict).toContain('blocker rabbit@mq1: ');
  expect(verdict).toContain(words);
});

test("a broker that is no service is the operator's own affair", async () => {
  const probe = { service: 'unknown', instance: 'x', startedAt: 1, processes: 1, registered: false } as const;
  expect(await found(survey([member('rabbit@mq1', { probe })]))).toEqual([expect.stringMatching(/^ok/)]);
  const noRoot = problem('sudo', new NotPermitted('no sudo'));
  const own = upgradeTo('4.0.9', { packages: 'command' });
  expect(await found(survey([member('rabbit@mq1', noRoot)]), own)).toEqual([
    'warning rabbit@mq1: its settings and disks are not checked: no sudo',
  ]);
});

test('a user who may not do it all', async () => {
  const user = { name: 'mon', tags: ['monitoring'] };
  expect(await found(three({}, { user }), restart())).toEqual([
    expect.stringMatching(/^blocker: mon is not tagged administrator.*rabbitmqctl set_user_tags mon administrator$/),
  ]);
  const error = new Unavailable('cut');
  const unknown = three({}, { user: undefined, problems: [{ what: 'user', error }] });
  expect(await found(unknown)).toEqual(['blocker: cut']);
});
