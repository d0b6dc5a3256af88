import { expect, test } from 'vitest';
import type { Cluster } from '../../src/cluster/cluster.js';
import type { Baseline } from '../../src/upgrade/baseline.js';
import type { Member } from '../../src/upgrade/member.js';
import { compareBaseline, takeBaseline } from '../../src/upgrade/take-baseline.js';
import { api, told } from './checks/surveys.js';

const durable = { durable: true, auto_delete: false, exclusive: false, type: 'classic', state: 'running' };

test('durable queues that outlive their clients, leaders of all, and who runs what', async () => {
  const queues = [
    { ...durable, vhost: '/', name: 'b', node: 'rabbit@mq1' },
    { ...durable, vhost: '/', name: 'a', type: 'quorum', exclusive: null, leader: 'rabbit@mq2', state: 'minority' },
    { ...durable, vhost: '/', name: 'mine', exclusive: true, node: 'rabbit@mq1' },
    { ...durable, vhost: '/', name: 'passing', auto_delete: true, node: 'rabbit@mq1' },
    { ...durable, vhost: '/', name: 'transient', durable: false, node: 'rabbit@mq1' },
  ];
  const members = ['rabbit@mq2', 'rabbit@mq1'].map((name) => ({ name, node: { api: api({}, '4.0.5') } }));
  const cluster = { api: api({ queues }, '4.0.5') } as unknown as Cluster;
  expect(await takeBaseline(cluster, members as unknown as readonly Member[])).toEqual({
    ...{ queues: ['/\0a', '/\0b'], leaderless: ['/\0a'], messages: 0, connections: 0 },
    leaders: { 'rabbit@mq1': 4, 'rabbit@mq2': 1 },
    members: ['rabbit@mq1', 'rabbit@mq2'],
    versions: { 'rabbit@mq1': '4.0.5', 'rabbit@mq2': '4.0.5' },
  });
});

const before: Baseline = {
  ...{ queues: ['/\0a', '/shop\0b'], leaderless: [], messages: 7, connections: 3, leaders: { 'rabbit@mq1': 2 } },
  members: ['rabbit@mq1', 'rabbit@mq2'],
  versions: { 'rabbit@mq1': '4.0.5', 'rabbit@mq2': '4.0.5' },
};
const versions = { 'rabbit@mq1': '4.0.9', 'rabbit@mq2': '4.0.9' };

test('all there: totals are told, whatever they are', () => {
  const after = { ...before, versions, messages: 0, connections: 1, leaders: {}, queues: [...before.queues, '/\0new'] };
  expect(told(compareBaseline(before, after))).toEqual([
    'warning: 0 messages, of 7 before: did consumers take them?',
    'ok: 3 durable queues (2 before), 0 messages (7), 1 connections (3), leaders none (rabbit@mq1: 2), 4.0.9',
  ]);
});

test('a node that leads nothing any more is told', () => {
  const led = { ...before, leaders: { 'rabbit@mq1': 3, 'rabbit@mq2': 3 } };
  expect(told(compareBaseline(led, { ...led, versions, leaders: { 'rabbit@mq1': 6 } }))[0]).toBe(
    'warning: rabbit@mq2 leads no queue any more: rabbitmq-queues rebalance all',
  );
});

test('what is missing, or has lost its leader, is a blocker; two versions are a warning', () => {
  const mixed = { 'rabbit@mq1': '4.0.9', 'rabbit@mq2': '4.0.5' };
  const after = { ...before, queues: ['/\0a'], leaderless: ['/\0a'], members: ['rabbit@mq1'], versions: mixed };
  expect(told(compareBaseline(before, after)).slice(0, -1)).toEqual([
    'blocker: queues that were there before are missing: b in /shop',
    'blocker: queues that had a leader before have none: a',
    'blocker: members that were there before are missing: rabbit@mq2',
    'warning: members run 4.0.9 and 4.0.5',
  ]);
});

test('what had no leader before is not held against the run', () => {
  const lame = { ...before, leaderless: ['/\0a'] };
  expect(told(compareBaseline(lame, { ...lame, versions }))).toEqual([expect.stringMatching(/^ok/)]);
});

test('many names are cut short', () => {
  const queues = Array.from({ length: 12 }, (_, at) => `/\0q${at}`);
  const [verdict] = told(compareBaseline({ ...before, queues }, { ...before, queues: [] }));
  expect(verdict).toMatch(/q0, q1, q2, q3, q4 and 7 more$/);
});
