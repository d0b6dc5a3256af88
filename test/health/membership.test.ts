import { expect, test } from 'vitest';
import { ApiUnavailable, LoginRefused, NoConnectionInTime } from '../../src/api/errors.js';
import { TimedOut, Unavailable } from '../../src/errors.js';
import { takeHealth } from '../../src/health/take-health.js';
import { clusterOf, downRow, healthOf, nodeOf, row, three, told, usualLimits } from './clusters.js';

const [mq1, mq2, mq3] = three;
const refused = new ApiUnavailable('refused', 'nothing listens on mq3:15672', { reached: false });

test('a cluster with which all is well', async () => {
  const report = await healthOf();
  expect(report).toMatchObject({ level: 'ok', findings: [], notChecked: [], totals: { connections: 1 } });
  expect(report.passed).toHaveLength(24);
  expect(report.nodes.map(({ name, running, version }) => ({ name, running, version }))).toEqual(
    three.map((name) => ({ name, running: true, version: '4.0.5' })),
  );
});

test('a node that is down is told once, by those that see it, and is no failure', async () => {
  const view = [row(mq1), row(mq2), downRow(mq3)];
  const report = await healthOf([{ view }, { view }, { silent: refused }]);
  expect(told(report)).toEqual(['critical running rabbit@mq3: is down']);
  expect(report).toMatchObject({
    level: 'critical',
    findings: [{ advice: expect.stringContaining('systemctl start') }],
  });
  expect(report.nodes.at(-1)).toMatchObject({ name: mq3, running: false, answers: false });
});

test('a partition: both run, and each side tells of the other', async () => {
  const here = [row(mq1), row(mq2), downRow(mq3)];
  const there = [downRow(mq1), downRow(mq2), row(mq3)];
  expect(told(await healthOf([{ view: here }, { view: here }, { view: there }])).toSorted()).toEqual([
    'critical partitions rabbit@mq1: does not see rabbit@mq3: the cluster is partitioned',
    'critical partitions rabbit@mq2: does not see rabbit@mq3: the cluster is partitioned',
    'critical partitions rabbit@mq3: does not see rabbit@mq1: the cluster is partitioned',
    'critical partitions rabbit@mq3: does not see rabbit@mq2: the cluster is partitioned',
  ]);
});

test('a partition that is over in the network, but not for the nodes', async () => {
  expect(told(await healthOf([{ row: { partitions: [mq3] } }]))).toEqual([
    'critical partitions rabbit@mq1: does not see rabbit@mq3: the cluster is partitioned',
  ]);
});

test('a node that was reset counts itself alone; the others are right', async () => {
  const others = { view: [downRow(mq1), row(mq2), row(mq3)] };
  expect(told(await healthOf([{ view: [row(mq1)] }, others, others]))).toEqual([
    'critical members rabbit@mq1: counts rabbit@mq1 as members, unlike the others',
  ]);
});

test('a node of the config file that is no member and does not answer', async () => {
  const members = [mq1, mq2];
  const nodes = [...members.map((name) => nodeOf(name, members)), nodeOf(mq3, [], { silent: refused })];
  const report = await takeHealth(clusterOf(nodes, members), { limits: usualLimits, skip: [], apiOnly: false });
  expect(told(report)).toEqual([
    'warning members rabbit@mq3: is named in the config file, but is no member, and does not answer: nothing listens on mq3:15672',
  ]);
});

test('a node that runs and does not answer; without the plugin it cannot', async () => {
  expect(told(await healthOf([{}, {}, { silent: refused }]))).toEqual([
    'critical reach rabbit@mq3: runs, as the others see it, but does not answer: nothing listens on mq3:15672',
  ]);
  const view = [row(mq1), row(mq2), row(mq3, { enabled_plugins: ['rabbitmq_management_agent'] })];
  expect(told(await healthOf([{ view }, { view }, { silent: refused }]))).toEqual([
    'warning reach rabbit@mq3: cannot be asked for its own view: the management plugin is not enabled there',
  ]);
});

test('without the plugin its peers know no plugins of it, but its listeners', async () => {
  const view = [row(mq1), row(mq2), row(mq3, { enabled_plugins: undefined })];
  const listeners = [{ node: mq3, protocol: 'amqp', port: 5672 }];
  const overview = { node: mq1, rabbitmq_version: '4.0.5', listeners };
  const report = await healthOf([{ view, answers: { 'GET overview': overview } }, { view }, { silent: refused }]);
  expect(told(report)).toContain(
    'warning reach rabbit@mq3: cannot be asked for its own view: the management plugin is not enabled there',
  );
});

test('a drained node, which may not even answer', async () => {
  const view = [row(mq1), row(mq2), row(mq3, { being_drained: true })];
  const report = await healthOf([{ view }, { view }, { silent: refused }]);
  expect(told(report)).toEqual([
    'warning maintenance rabbit@mq3: is under maintenance: it takes no clients and leads no queue',
  ]);
  expect(report.findings[0]?.advice).toContain('rabbitctl -n rabbit@mq3 revive');
});

test('nobody answers: each node is a finding, and nothing else is said to be well', async () => {
  const silent = new Unavailable('no answer within 10 s', { hint: 'Is it on?' });
  const report = await healthOf([{ silent }, { silent }, { silent }], { skip: ['clock'] });
  expect(told(report)).toEqual(three.map((name) => `critical reach ${name}: does not answer: no answer within 10 s`));
  expect(report.passed).toEqual([]);
});

const late = new TimedOut('no answer to GET /api/overview at mq1:15672 within 10 s');

test('a broker that hangs holds up its peers: it is told, and they are not', async () => {
  const report = await healthOf([{ heldUp: late }, { silent: late }, { heldUp: late }], { skip: ['clock'] });
  expect(told(report)).toEqual([
    'critical reach rabbit@mq2: hangs: its port takes connections and nothing answers, and rabbit@mq1, rabbit@mq3 wait for it',
  ]);
  const reason = 'it answers what concerns itself alone, and waits for rabbit@mq2 with the rest';
  expect(report.notChecked).toEqual([
    { check: 'reach', node: mq1, reason },
    { check: 'reach', node: mq3, reason },
  ]);
  expect(report.nodes.map(({ running }) => running)).toEqual([true, false, true]);
});

test('a broker that hangs when its peers have given it up', async () => {
  const view = [row(mq1), row(mq2), downRow(mq3)];
  const report = await healthOf([{ view }, { view }, { silent: late }]);
  expect(told(report)).toEqual([
    'critical running rabbit@mq3: is down, as the others see it, and hangs: its port takes connections and nothing answers',
  ]);
  expect(report.findings[0]?.advice).toContain('--signal=KILL');
});

test('one that is held up by nobody who is known; one whose packets are dropped does not hang', async () => {
  const report = await healthOf([{ heldUp: late }, { silent: new NoConnectionInTime('no connection') }], {
    skip: ['clock'],
  });
  expect(told(report)).toEqual([
    `critical reach rabbit@mq1: answers, but tells nothing of its cluster: ${late.message}`,
    'critical reach rabbit@mq2: runs, as the others see it, but does not answer: no connection',
  ]);
});

test('suspended listeners: nothing listens where the peers know a listener', async () => {
  const listeners = [{ node: mq3, protocol: 'http', port: 15672 }];
  const overview = { node: mq1, rabbitmq_version: '4.0.5', listeners };
  const report = await healthOf([{ answers: { 'GET overview': overview } }, {}, { silent: refused }]);
  const found = report.findings.find(({ check }) => check === 'reach');
  expect(found?.advice).toContain('rabbitctl -n rabbit@mq3 resume_listeners');
});

test('a login that no node takes is an error, not a finding', async () => {
  const silent = new LoginRefused('the user ops is refused', { credentialsGiven: true });
  await expect(healthOf([{ silent }, { silent }, { silent }])).rejects.toBe(silent);
});

test('a login that one node refuses is a finding of that node', async () => {
  const silent = new LoginRefused('the user ops is refused', { credentialsGiven: true });
  expect(told(await healthOf([{}, { silent }]))).toEqual([
    'critical reach rabbit@mq2: answers, and tells us nothing: the user ops is refused',
  ]);
});
