import { expect, test } from 'vitest';
import { Unavailable } from '../../../src/errors.js';
import { alarms, initialSync, leaders, metadataStore, vhosts } from '../../../src/upgrade/checks/standing.js';
import { failedCheck, member, restart, survey, three, told } from './surveys.js';

const unelected = 'health/checks/quorum-queues-without-elected-leaders/all-vhosts';

test('an alarm anywhere, told once', async () => {
  const answers = { 'health/checks/alarms': failedCheck({ alarms: [{ node: 'rabbit@mq2', resource: 'memory' }] }) };
  expect(told(await alarms(three({ answers }), restart()))).toEqual([
    expect.stringMatching(/^blocker: memory alarm on rabbit@mq2: publishers are blocked\. Free some/),
  ]);
  expect(told(await alarms(three(), restart()))).toEqual(['ok: no alarm']);
});

test('a virtual host that is down on one node', async () => {
  const answers = { 'health/checks/virtual-hosts': failedCheck({ 'virtual-hosts': ['/shop'] }) };
  const found = await vhosts(survey([member('rabbit@mq1'), member('rabbit@mq2', { answers })]), restart());
  expect(told(found)).toEqual([expect.stringMatching(/^blocker rabbit@mq2: virtual hosts are down: \/shop\./)]);
  expect(told(await vhosts(three(), restart()))).toEqual(['ok: every virtual host is up']);
});

const queue = (name: string, more: object) => ({ name, vhost: '/', type: 'quorum', state: 'running', ...more });

test.each([
  ['a leader', { leader: 'rabbit@mq1' }, true],
  ['a node alone', { type: 'classic', node: 'rabbit@mq1' }, true],
  ['no statistics yet', { state: undefined }, true],
  ['no leader', {}, false],
  // Seen: 4.0.5 goes on naming the last leader of a queue that has lost its majority.
  ['a leader without a majority', { state: 'minority', leader: 'rabbit@mq1' }, false],
  ['a node that is down', { type: 'classic', state: 'down', node: 'rabbit@mq1' }, false],
] as const)('a queue with %s', async (_what, more, fine) => {
  const [verdict] = told(await leaders(three({}, { queues: [queue('q', more)] }), restart()));
  expect(verdict).toMatch(fine ? /^ok/ : /^blocker: queues without a leader, or down: q\. /);
});

test('what 4.1 says of leaders counts, too, each queue once', async () => {
  const queues = ['a', 'b'].map((name) => ({ name, virtual_host: '/shop', type: 'quorum' }));
  const answers = { [unelected]: failedCheck({ queues }) };
  const known = [{ name: 'a', vhost: '/shop', type: 'quorum', state: 'minority' }];
  expect(told(await leaders(three({ version: '4.1.8', answers }, { queues: known }), restart()))[0]).toContain(
    'down: a in /shop, b in /shop. Start',
  );
});

test('queues that cannot be listed are no queues with leaders', async () => {
  const problems = [{ what: 'queues' as const, error: new Unavailable('cut short') }];
  expect(told(await leaders(three({}, { queues: undefined, problems }), restart()))).toEqual([
    'blocker: could not be checked: cut short',
  ]);
});

const sync = 'check_if_new_quorum_queue_replicas_have_finished_initial_sync';

test('new replicas that are being filled: from 3.13 on', async () => {
  const busy = { version: '3.13.7', tools: { [sync]: { code: 69 } } };
  expect(told(await initialSync(survey([member('rabbit@mq1', busy)]), restart()))).toEqual([
    'blocker rabbit@mq1: new replicas of quorum queues are still being filled: wait',
  ]);
  const done = { version: '3.13.7', tools: { [sync]: { code: 0, stdout: '{"result":"ok"}' } } };
  expect(told(await initialSync(three(done), restart()))).toEqual(['ok: no replica is being filled']);
  expect(await initialSync(three({ version: '3.12.14' }), restart())).toEqual([]);
});

test('a metadata store without its data: from 4.0.6 on', async () => {
  const answers = { 'health/checks/metadata-store/initialized/with-data': failedCheck({ reason: 'not initialized' }) };
  expect(told(await metadataStore(survey([member('rabbit@mq1', { version: '4.0.9', answers })]), restart()))).toEqual([
    'blocker rabbit@mq1: the metadata store: not initialized. rabbitmq-diagnostics metadata_store_status',
  ]);
  expect(told(await metadataStore(three({ version: '4.0.9' }), restart()))).toEqual([
    'ok: every metadata store has its data',
  ]);
  expect(await metadataStore(three({ version: '4.0.5', answers }), restart())).toEqual([]);
});

test.each([
  [['leader', 'follower', 'follower'], /^ok: every metadata store has its data$/],
  [['follower', 'follower', 'follower'], /^blocker: the metadata store: it has no leader\./],
  [['leader', 'follower'], /^blocker: the metadata store: rabbit@mq3 is not in its group\./],
  [['leader', 'follower', 'timeout'], /^blocker: the metadata store: rabbit@mq3 is timeout\./],
])('Khepri with %j', async (states, words) => {
  const rows = states.map((state, index) => ({ 'Node Name': `rabbit@mq${index + 1}`, 'Raft State': state }));
  const tools = { metadata_store_status: { code: 0, stdout: JSON.stringify(rows) } };
  const flags = [{ name: 'khepri_db', state: 'enabled', stability: 'stable' }];
  expect(told(await metadataStore(three({ version: '4.0.9', tools }, { flags }), restart()))[0]).toMatch(words);
  expect(told(await metadataStore(three({ version: '4.3.6', tools }), restart()))[0]).toMatch(words);
});
