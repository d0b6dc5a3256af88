import { expect, test } from 'vitest';
import { ApiUnavailable } from '../../src/api/errors.js';
import { NotPermitted } from '../../src/errors.js';
import { failed, healthOf, told } from './clusters.js';

const queue = (name: string, more: object) => ({
  name,
  vhost: '/',
  type: 'classic',
  state: 'running',
  node: 'n',
  ...more,
});
const of = (...queues: readonly object[]) => healthOf([{ answers: { 'GET queues': queues } }]);

test('queues that are down, or without a leader', async () => {
  const report = await of(
    queue('fine', { messages: 1000 }),
    queue('down', { state: 'down' }),
    queue('lost', { type: 'quorum', vhost: '/shop', state: 'minority', leader: 'rabbit@mq1' }),
    queue('new', { type: 'stream', state: 'running', node: undefined }),
  );
  expect(told(report)).toEqual(['critical leaders: queues without a leader, or down: down, lost in /shop, new']);
});

test('what 4.1 says itself of leaders is added, and told once', async () => {
  const path = 'GET health/checks/quorum-queues-without-elected-leaders/all-vhosts';
  const queues = [
    { name: 'a', virtual_host: '/', type: 'rabbit_quorum_queue' },
    { name: 'b', virtual_host: '/', type: 'rabbit_quorum_queue' },
  ];
  const answers = { [path]: failed({ queues }), 'GET queues': [queue('a', { state: 'down' })] };
  const report = await healthOf([{ answers }]);
  expect(report.findings).toMatchObject([{ check: 'leaders', names: ['a', 'b'] }]);
});

test('long queues: the longest first, the level that of the longest', async () => {
  const report = await of(
    queue('a', { messages: 1001 }),
    queue('b', { messages: 12_034 }),
    queue('c', { messages: 3 }),
  );
  expect(told(report)).toEqual(['warning queue-length: queues have more than 1,000 messages: b (12,034), a (1,001)']);
  expect(report.findings[0]).toMatchObject({ value: 12_034, names: ['b', 'a'] });
});

test('unacknowledged messages', async () => {
  expect(told(await of(queue('a', { messages: 2000, messages_unacknowledged: 1500 })))).toEqual([
    'warning queue-length: queues have more than 1,000 messages: a (2,000)',
    'warning unacknowledged: queues have more than 1,000 unacknowledged messages: a (1,500)',
  ]);
});

test('mirrors that are not synchronised', async () => {
  const two = ['rabbit@mq2', 'rabbit@mq3'];
  const report = await of(
    queue('fine', { slave_nodes: two, synchronised_slave_nodes: two }),
    queue('half', { slave_nodes: two, synchronised_slave_nodes: ['rabbit@mq2'] }),
    queue('none', { slave_nodes: ['rabbit@mq2'] }),
  );
  expect(told(report)).toEqual(['warning mirrors: mirrored queues have mirrors that are not synchronised: half, none']);
});

test('a list of queues that does not come is a finding; one that may not be seen is not checked', async () => {
  const late = new ApiUnavailable('timeout', 'no answer from mq1:15672 within 10 s', { reached: true });
  expect(told(await healthOf([{ answers: { 'GET queues': late } }]))).toEqual([
    'warning leaders rabbit@mq1: did not answer this question: no answer from mq1:15672 within 10 s',
  ]);
  const hidden = await healthOf([{ answers: { 'GET queues': new NotPermitted('mon may not see queues') } }]);
  expect(hidden).toMatchObject({ level: 'ok', notChecked: [{ check: 'leaders', node: 'rabbit@mq1' }] });
  expect(hidden.passed).not.toContain('leaders');
});

test('nodes that queues cannot lose: for now, and by how they are made', async () => {
  const critical = (name: string) => ({
    name,
    readable_name: `queue '${name}' in vhost '/'`,
    type: 'quorum',
    virtual_host: '/',
  });
  const answers = {
    'GET health/checks/node-is-quorum-critical': failed({ queues: [critical('single'), critical('orders')] }),
    'GET queues': [
      queue('single', { type: 'quorum', leader: 'rabbit@mq1', members: ['rabbit@mq1'] }),
      queue('orders', { type: 'quorum', leader: 'rabbit@mq1', members: ['rabbit@mq1', 'rabbit@mq2', 'rabbit@mq3'] }),
    ],
  };
  expect(told(await healthOf([{ answers }]))).toEqual([
    'warning quorum rabbit@mq1: is one that these cannot lose, for they have too few replicas: single',
    'warning quorum rabbit@mq1: is one that these cannot lose now, or their majority is gone: orders',
  ]);
});
