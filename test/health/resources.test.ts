import { expect, test } from 'vitest';
import { thresholdOf } from '../../src/cluster/health-thresholds.js';
import { failed, healthOf, notFound, three, told, usualLimits } from './clusters.js';

test('an alarm, told once though all nodes know it, and not measured as well', async () => {
  const reason = 'There are alarms in effect in the cluster';
  const answers = { 'GET health/checks/alarms': failed({ reason, alarms: [{ node: three[1], resource: 'memory' }] }) };
  const report = await healthOf([{ answers }, { answers, row: { mem_used: 300, mem_limit: 100, mem_alarm: true } }]);
  expect(told(report)).toEqual([
    'critical alarms rabbit@mq2: has a memory alarm: publishers are blocked in the whole cluster',
  ]);
  expect(report.findings[0]?.advice).toContain('memory_breakdown');
});

test('a disk alarm, as nodes call it', async () => {
  const answers = { 'GET health/checks/alarms': failed({ alarms: [{ node: three[1], resource: 'disk space' }] }) };
  expect(told(await healthOf([{ answers }, { row: { disk_free: 1, disk_free_limit: 2 } }]))).toEqual([
    'critical alarms rabbit@mq2: has a disk alarm: publishers are blocked in the whole cluster',
  ]);
});

test('before 3.8.10 the rows of the nodes tell alarms', async () => {
  const row = { disk_free_alarm: true, disk_free: 0, disk_free_limit: 50e6 };
  const answers = { 'GET health/checks/alarms': notFound };
  expect(told(await healthOf([{ row, answers }, { answers }, { answers }]))).toEqual([
    'critical alarms rabbit@mq1: has a disk alarm: publishers are blocked in the whole cluster',
  ]);
});

test.each([
  [{ mem_used: 80, mem_limit: 100 }, []],
  [
    { mem_used: 81, mem_limit: 100 },
    ['warning memory rabbit@mq1: uses 81 % of the memory that it may (more than 80 %)'],
  ],
  [
    { mem_used: 96, mem_limit: 100 },
    ['critical memory rabbit@mq1: uses 96 % of the memory that it may (more than 95 %)'],
  ],
  [
    { fd_used: 850, fd_total: 1000 },
    ['warning file-descriptors rabbit@mq1: uses 85 % of its file descriptors (more than 80 %)'],
  ],
  [{ fd_used: 850, fd_total: 'unknown' }, []],
  [
    { disk_free: 600e6, disk_free_limit: 50e6 },
    ['warning disk rabbit@mq1: has 550 MB of disk left until publishers are blocked (less than 1,024 MB)'],
  ],
  [
    { disk_free: 100e6, disk_free_limit: 50e6 },
    ['critical disk rabbit@mq1: has 50 MB of disk left until publishers are blocked (less than 128 MB)'],
  ],
  [{ mem_used: undefined, disk_free: undefined, fd_used: undefined }, []],
] as const)('%j', async (row, lines) => {
  expect(told(await healthOf([{ row }]))).toEqual(lines);
});

test('thresholds of the user', async () => {
  const limits = { ...usualLimits, memory: thresholdOf('memory', [10]) };
  expect(told(await healthOf([{ row: { mem_used: 20, mem_limit: 100 } }], { limits }))).toEqual([
    'warning memory rabbit@mq1: uses 20 % of the memory that it may (more than 10 %)',
  ]);
  const off = { ...usualLimits, memory: thresholdOf('memory', []) };
  expect(told(await healthOf([{ row: { mem_used: 99, mem_limit: 100 } }], { limits: off }))).toEqual([]);
});

test('churn, as each node counts its own', async () => {
  const row = { connection_created_details: { rate: 150.2 }, channel_created_details: { rate: 3 } };
  expect(told(await healthOf([{ row }]))).toEqual([
    'warning connection-churn rabbit@mq1: has 150.2 new connections a second (more than 100 a second)',
  ]);
});
