import { expect, test } from 'vitest';
import { Unavailable } from '../../../src/errors.js';
import { mirrors, quorum } from '../../../src/upgrade/checks/replicas.js';
import { failedCheck, member, problem, restart, survey, three, told, upgradeTo } from './surveys.js';

const critical = 'health/checks/node-is-quorum-critical';
const unsynchronised = 'health/checks/node-is-mirror-sync-critical';
const queue = (name: string, virtual_host = '/', type = 'quorum') => ({ name, virtual_host, type });
const members = (count: number) => Array.from({ length: count }, (_, at) => `rabbit@mq${at + 1}`);

test('nothing is critical', async () => {
  expect(told(await quorum(three(), restart()))).toEqual([
    'ok: no queue, stream or Raft part depends on a single node',
  ]);
});

test('too few replicas are told apart from replicas that are away', async () => {
  const answers = { [critical]: failedCheck({ queues: [queue('lonely', '/shop'), queue('behind')] }) };
  const queues = [
    { name: 'lonely', vhost: '/shop', type: 'quorum', members: members(1) },
    { name: 'behind', vhost: '/', type: 'quorum', members: members(3) },
  ];
  const found = await quorum(
    survey([member('rabbit@mq1', { answers }), member('rabbit@mq2'), member('rabbit@mq3')], { queues }),
    restart(),
  );
  expect(found.map(({ lasting, override, node }) => [node, lasting, override])).toEqual([
    ['rabbit@mq1', 'structural', 'unavailable-queues'],
    ['rabbit@mq1', 'transient', undefined],
  ]);
  expect(told(found)[0]).toContain('lonely in /shop');
  expect(told(found)[1]).toContain('behind');
});

test.each([
  [['rabbit@mq1'], 'structural'],
  [['rabbit@mq1', 'rabbit@mq2'], 'structural'],
  [['rabbit@mq1', 'rabbit@mq2', 'rabbit@mq3'], 'transient'],
  // Two of three would be lost with one: the third is on a node that is gone.
  [['rabbit@mq1', 'rabbit@mq2', 'rabbit@gone'], 'structural'],
  [['rabbit@mq1', 'rabbit@mq2', 'rabbit@mq3', 'rabbit@gone', 'rabbit@gone2'], 'structural'],
] as const)('replicas on %j', async (replicas, lasting) => {
  const answers = { [critical]: failedCheck({ queues: [queue('q')] }) };
  const queues = [{ name: 'q', vhost: '/', type: 'quorum', members: replicas }];
  const [verdict] = await quorum(three({ answers }, { queues }), restart());
  expect(verdict).toMatchObject({ lasting });
});

test("RabbitMQ's own Raft parts, which have no vhost, are structural in a cluster of two only", async () => {
  const answers = { [critical]: failedCheck({ queues: [queue('rabbit_stream_coordinator', '(not applicable)', '')] }) };
  const [two] = await quorum(survey([member('rabbit@mq1', { answers }), member('rabbit@mq2')]), restart());
  expect(two).toMatchObject({ lasting: 'structural' });
  expect(two?.message).toContain(': rabbit_stream_coordinator.');
  const [others] = await quorum(three({ answers }), restart());
  expect(others).toMatchObject({ lasting: 'transient' });
});

test('before 3.8.10 the own tool tells: what is critical it says on stderr', async () => {
  const answers = { [critical]: undefined };
  const said = { result: 'error', message: 'Node reported local queues', queues: [queue('lonely')] };
  const tools = { check_if_node_is_quorum_critical: { code: 69, stderr: JSON.stringify(said) } };
  const queues = [{ name: 'lonely', vhost: '/', type: 'quorum', members: members(1) }];
  const old = survey([member('rabbit@mq1', { version: '3.8.9', answers, tools })], { queues });
  expect(told(await quorum(old, restart()))[0]).toMatch(/^blocker rabbit@mq1: .*lonely.*\[unavailable-queues\]$/);
  const fine = { check_if_node_is_quorum_critical: { code: 0, stdout: '{"result":"ok"}' } };
  const healthy = survey([member('rabbit@mq1', { version: '3.8.9', answers, tools: fine })]);
  expect(told(await quorum(healthy, restart()))[0]).toMatch(/^ok/);
});

test('a node that cannot be asked is a finding, unless reach tells why', async () => {
  const cut = { answers: { [critical]: new Unavailable('cut short', { hint: 'again' }) } };
  expect(told(await quorum(survey([member('rabbit@mq1', cut), member('rabbit@mq2')]), restart()))).toEqual([
    'blocker rabbit@mq1: could not be checked: cut short\nagain',
  ]);
  const unreached = { ...cut, ...problem('ssh', new Unavailable('no way')) };
  expect(await quorum(survey([member('rabbit@mq1', unreached), member('rabbit@mq2')]), restart())).toEqual([]);
});

test('a node without a turn may be critical', async () => {
  const answers = { [critical]: failedCheck({ queues: [queue('lonely')] }) };
  const one = survey([member('rabbit@mq1', { answers }), member('rabbit@mq2')]);
  expect(told(await quorum(one, upgradeTo('4.0.9', { nodes: ['rabbit@mq2'] })))).toEqual([
    expect.stringMatching(/^ok/),
  ]);
});

test('mirrors: up to 3.13', async () => {
  const answers = { [unsynchronised]: failedCheck({ queues: [queue('ha.q', '/', 'classic')] }) };
  expect(told(await mirrors(survey([member('rabbit@mq1', { version: '3.10.8', answers })]), restart()))).toEqual([
    expect.stringMatching(
      /^blocker rabbit@mq1: mirrored queues have no synchronised mirror elsewhere: ha\.q\. rabbitmqctl sync_queue/,
    ),
  ]);
  expect(told(await mirrors(three({ version: '3.10.8' }), restart()))).toEqual([
    'ok: every mirrored queue has a synchronised mirror',
  ]);
  expect(await mirrors(three({ version: '4.0.5', answers }), restart())).toEqual([]);
});
