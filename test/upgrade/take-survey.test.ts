import { expect, test } from 'vitest';
import type { Cluster } from '../../src/cluster/cluster.js';
import { CheckFailed, DataError, NotFound, NotPermitted, Unavailable } from '../../src/errors.js';
import type { Member } from '../../src/upgrade/member.js';
import { takeSurvey } from '../../src/upgrade/take-survey.js';
import { type Answers, api, restart, upgradeTo } from './checks/surveys.js';

const mark = '\u0001rabbitctl\u0001\n';
const facts = ['', 'log.console = true\n', '', '', '1000\n', '2000\n', '3000\n', 'here\n'].join(mark);

const healthy: Answers = {
  ...{ nodes: [{ name: 'rabbit@mq1', db_dir: '/data' }], 'feature-flags': [{ name: 'a' }], queues: [{ name: 'q' }] },
  whoami: { name: 'ops', tags: 'administrator,monitoring' },
};

interface Fakes {
  readonly answers?: Answers;
  readonly run?: () => Promise<object>;
  readonly packages?: object;
}

function cluster({ answers = {}, run = async () => ({ code: 0, stdout: facts, stderr: '' }), packages = {} }: Fakes) {
  const http = api({ ...healthy, ...answers }, '4.0.5');
  const host = { name: 'mq1', run };
  const member = {
    ...{ name: 'rabbit@mq1', node: { name: 'rabbit@mq1', api: http, host } },
    service: { probe: async () => ({ ...(await run()), service: 'active' }) },
    packages: {
      ...{ installed: async () => run(), candidate: async () => '4.0.9-1', changes: async () => [] },
      ...packages,
    },
  };
  return [{ api: http } as unknown as Cluster, [member as unknown as Member]] as const;
}

test('all that was asked', async () => {
  const { members, flags, queues, user, problems } = await takeSurvey(...cluster({}), upgradeTo('4.0.9'));
  expect({ flags, queues, problems }).toEqual({ flags: [{ name: 'a' }], queues: [{ name: 'q' }], problems: [] });
  expect(user).toEqual({ name: 'ops', tags: ['administrator', 'monitoring'] });
  expect(members).toMatchObject([
    {
      ...{ name: 'rabbit@mq1', overview: { rabbitmq_version: '4.0.5' }, candidate: '4.0.9-1', changes: [] },
      files: { 'rabbitmq.conf': 'log.console = true\n' },
      disk: { data: 1_024_000, free: 2_048_000, freeForPackages: 3_072_000, isHere: true },
      problems: [],
    },
  ]);
});

test('a restart asks for no candidate', async () => {
  const candidate = () => Promise.reject(new DataError('asked all the same'));
  const { members } = await takeSurvey(...cluster({ packages: { candidate } }), restart());
  expect(members).toMatchObject([{ candidate: undefined, changes: undefined, problems: [] }]);
});

test('one cause is told once, as what it is, whoever met it first', async () => {
  const run = () => Promise.reject(new Unavailable('no way to mq1'));
  const { members } = await takeSurvey(...cluster({ run }), upgradeTo('4.0.9'));
  expect(members[0]?.problems.map(({ what, error }) => `${what}: ${error.message}`)).toEqual(['ssh: no way to mq1']);
});

test('no root is told apart, and packages that do not need it are asked', async () => {
  const run = () => Promise.reject(new NotPermitted('sudo does not allow sh'));
  const installed = async () => ({ version: '4.0.5-1' });
  const { members } = await takeSurvey(...cluster({ run, packages: { installed } }), upgradeTo('4.0.9'));
  expect(members).toMatchObject([{ installed: { version: '4.0.5-1' }, problems: [{ what: 'sudo' }] }]);
});

test('what a node lacks is its problem, what the cluster lacks is not', async () => {
  const candidate = () => Promise.reject(new DataError('knows no 4.0.9'));
  const answers = { nodes: new CheckFailed('no nodes'), queues: new Unavailable('cut'), whoami: new NotFound('no') };
  const { members, problems } = await takeSurvey(...cluster({ answers, packages: { candidate } }), upgradeTo('4.0.9'));
  expect(members[0]?.problems.map(({ what }) => what)).toEqual(['http', 'candidate']);
  expect(problems.map(({ what }) => what).toSorted()).toEqual(['queues', 'user']);
});

test('a defect of ours is thrown', async () => {
  const run = () => Promise.reject(new TypeError('a bug'));
  await expect(takeSurvey(...cluster({ run }), restart())).rejects.toThrow('a bug');
});
