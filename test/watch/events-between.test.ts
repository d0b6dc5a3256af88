import { expect, test } from 'vitest';
import { eventsBetween, type Looked, remembered } from '../../src/watch/events-between.js';
import type { NodeRecord, WatchRecord } from '../../src/watch/record.js';
import { nodeRecord, record } from './records.js';

const name = 'rabbit@mq1';
const one = (more: Partial<NodeRecord> = {}, of: Partial<WatchRecord> = {}) =>
  record(0, { nodes: [nodeRecord(name, more)], ...of });
const told = (before: Looked | undefined, after: Looked) =>
  eventsBetween(before, after).map(({ kind, node, message }) => `${kind} ${node ?? '-'}: ${message}`);
const silent = { answers: false, milliseconds: 5000, problem: 'no answer in time' };

test.each<[string, WatchRecord | undefined, WatchRecord, readonly string[]]>([
  ['nothing new', one(), one(), []],
  ['all is well at first', undefined, one(), []],
  ['down at first', undefined, one({ running: false }), [`down ${name}: ${name} is down`]],
  ['goes down', one(), one({ running: false, http: silent }), [`down ${name}: ${name} is down`]],
  [
    'comes back',
    one({ running: false, http: silent }),
    one(),
    [`up ${name}: ${name} runs again`, `answers ${name}: ${name} answers over HTTP again`],
  ],
  ['was restarted between two looks', one(), one({ uptime: 1000 }), [`restarted ${name}: ${name} was restarted`]],
  ['hangs', one(), one({ http: silent }), [`silent ${name}: ${name} does not answer over HTTP: no answer in time`]],
  ['drained, revived', one({ drained: true }), one(), [`revived ${name}: ${name} is in service again`]],
  ['drained', one(), one({ drained: true }), [`drained ${name}: ${name} is under maintenance`]],
  ['upgraded', one(), one({ version: '4.0.9' }), [`version ${name}: ${name} runs RabbitMQ 4.0.9, before 4.0.5`]],
  [
    'partitioned',
    one(),
    one({ partitions: ['rabbit@mq2'] }),
    [`partition ${name}: ${name} is partitioned from rabbit@mq2`],
  ],
  [
    'healed',
    one({ partitions: ['rabbit@mq2'] }),
    one(),
    [`partition_over ${name}: ${name} is partitioned from nobody any more`],
  ],
  [
    'alarm',
    one(),
    one({}, { alarms: [{ node: name, resource: 'file_descriptors' }] }),
    [`alarm ${name}: ${name} has a file descriptors alarm`],
  ],
  [
    'alarm over',
    one({}, { alarms: [{ node: name, resource: 'disk' }] }),
    one(),
    [`alarm_over ${name}: ${name} has no disk alarm any more`],
  ],
  [
    'joins',
    one(),
    record(0, { nodes: [nodeRecord(name), nodeRecord('rabbit@mq2')] }),
    ['joined rabbit@mq2: rabbit@mq2 is a member now'],
  ],
  [
    'leaves',
    record(0, { nodes: [nodeRecord(name), nodeRecord('rabbit@mq2')] }),
    one(),
    ['left rabbit@mq2: rabbit@mq2 is no member any more'],
  ],
  [
    'nobody answers',
    one(),
    one({ running: null }, { answered_by: null, problem: 'connection refused' }),
    ['nobody_answers -: connection refused'],
  ],
  ['somebody answers', one({}, { answered_by: null }), one(), ['somebody_answers -: rabbit@mq1 answers']],
])('%s', (_, before, after, events) => {
  expect(told(before, after)).toEqual(events);
});

test('what could not be known for a while is not told anew', () => {
  const down = one(
    { running: false, uptime: null, http: silent },
    { alarms: [{ node: 'rabbit@mq2', resource: 'disk' }] },
  );
  const nobody = one(
    { running: null, uptime: null, http: silent },
    { answered_by: null, statistics_time: null, alarms: [] },
  );
  const known = remembered(down, nobody);
  expect(told(known, down)).toEqual(['somebody_answers -: rabbit@mq1 answers']);
  expect(told(known, one())).toEqual([
    'somebody_answers -: rabbit@mq1 answers',
    `up ${name}: ${name} runs again`,
    `answers ${name}: ${name} answers over HTTP again`,
    'alarm_over rabbit@mq2: rabbit@mq2 has no disk alarm any more',
  ]);
});

test('a node that comes back was not restarted as well, when its statistics come later', () => {
  const known = [one({ running: false, uptime: null }), one({ uptime: null })].reduce<Looked>(remembered, one());
  expect(told(known, one({ uptime: 1000 }))).toEqual([]);
});
