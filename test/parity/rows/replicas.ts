import { awkward } from '../fixture-definitions.js';
import { put, type Row, remove, type Step } from '../row.js';

const declared = (name: string, type: string): readonly Step[] => [
  remove(`queues/%2F/${name}`),
  put(`queues/%2F/${name}`, { durable: true, arguments: { 'x-queue-type': type } }),
];
/** 3.8 has no streams. */
const log = declared('log', 'stream').map((step) => ({ ...step, mayFail: true as const }));
const queues = [...declared('raft', 'quorum'), ...log, ...declared('plain', 'classic')];

const queueTool = (...argv: string[]): Row => ({ argv, tool: 'rabbitmq-queues' });
/** 3.8 has neither streams nor their tool. */
const streamTool = (...argv: string[]): Row => ({ argv, tool: 'rabbitmq-streams', since: '3.9.0' });
/** HTTP knows it from some version on. */
const overHttp = (since: string, ...rows: readonly Row[]): readonly Row[] =>
  rows.map((row) => ({ ...row, asksTool: since }));
/** Only the tool prints what became of it. */
const byTool = (...rows: readonly Row[]): readonly Row[] => rows.map((row) => ({ ...row, asksTool: true }));

const members: readonly Row[] = overHttp(
  '3.12.1',
  { ...queueTool('add_member', 'raft', 'rabbit@HOST1'), setup: queues },
  queueTool('add_member', 'raft', 'rabbit@HOST1', '-q'),
  queueTool('add_member', 'raft', 'rabbit@HOST1', '--formatter', 'json'),
  queueTool('add_member', 'raft', 'rabbit@nowhere'),
  queueTool('add_member', 'raft', 'no name'),
  queueTool('add_member', 'plain', 'rabbit@HOST1'),
  queueTool('add_member', 'plain', 'rabbit@HOST1', '--formatter', 'json'),
  queueTool('add_member', 'nothing', 'rabbit@HOST1'),
  queueTool('add_member', 'nothing', 'rabbit@HOST1', '--formatter', 'json'),
  queueTool('add_member', 'raft', 'rabbit@HOST1', '-p', 'no such vhost'),
  queueTool('delete_member', 'raft', 'rabbit@HOST1'),
  queueTool('delete_member', 'raft', 'rabbit@HOST1', '--formatter', 'json'),
  queueTool('delete_member', 'raft', 'rabbit@nowhere'),
  queueTool('delete_member', 'raft', 'rabbit@nowhere', '--formatter', 'json'),
  queueTool('delete_member', 'plain', 'rabbit@HOST1'),
  queueTool('delete_member', 'nothing', 'rabbit@HOST1'),
  queueTool('delete_member', 'raft', 'rabbit@HOST1', '-p', 'no such vhost'),
);

/** Of queues that stand still. */
const status = (...words: string[]): Row => queueTool('quorum_status', '-p', awkward.vhost, ...words);
const streamStatus = (...words: string[]): Row => streamTool('stream_status', '-p', awkward.vhost, ...words);

export const replicaStatusRows: readonly Row[] = [
  ...overHttp(
    '3.13.7',
    status('quorum'),
    status('quorum', '-q'),
    status('quorum', '-s'),
    status('quorum', '--formatter', 'json'),
    status('quorum é'),
    status('with space'),
    status('stream'),
    status('nothing'),
    status('nothing', '--formatter', 'json'),
    queueTool('quorum_status', 'quorum', '-p', 'no such vhost'),
  ),
  status('quorum', '--dry-run'),
  ...byTool(
    status('quorum', '--formatter', 'erlang'),
    status('quorum', '--formatter', 'csv'),
    streamStatus('stream'),
    streamStatus('stream', '-s'),
    streamStatus('stream', '--formatter', 'json'),
    streamStatus('stream', '--tracking'),
    streamStatus('quorum'),
    streamStatus('with space'),
    streamStatus('nothing', '--formatter', 'json'),
  ),
  streamStatus('stream', '--dry-run'),
];

const manyQueues: readonly Row[] = byTool(
  queueTool('grow', 'rabbit@HOST1', 'all'),
  queueTool('grow', 'rabbit@HOST1', 'even', '--vhost-pattern', '^x', '--queue-pattern', 'y$', '--errors-only'),
  queueTool('grow', 'rabbit@nowhere', 'all', '--formatter', 'json'),
  queueTool('shrink', 'rabbit@HOST1'),
  queueTool('shrink', 'rabbit@HOST1', '--formatter', 'json'),
  queueTool('shrink', 'rabbit@HOST1', '--errors-only', '--no-table-headers'),
  queueTool('shrink', 'rabbit@nowhere'),
  queueTool('rebalance', 'all'),
  queueTool('rebalance', 'all', '--formatter', 'json'),
  queueTool('rebalance', 'quorum', '--vhost-pattern', '^/$', '--queue-pattern', 'raft'),
  queueTool('rebalance', 'stream'),
  queueTool('rebalance', 'classic', '-q'),
);

/** What only quorum queues have, and only later versions. */
const laterTools: readonly Row[] = [
  { ...queueTool('force_checkpoint'), since: '4.1.1' },
  { ...queueTool('force_checkpoint', '--queue-pattern', '^raft$', '--formatter', 'json'), since: '4.1.1' },
  { ...queueTool('grow_to_count', '1', 'all'), since: '4.3.0' },
  { ...queueTool('grow_to_count', '1', 'even', '--queue-pattern', '^raft$', '--formatter', 'json'), since: '4.3.0' },
  { ...queueTool('grow_to_count', '0', 'all'), since: '4.3.0', code: 64 },
  { ...queueTool('transfer_leadership', 'raft', 'rabbit@HOST1'), topic: 'queues', since: '4.2.9' },
  { ...streamTool('transfer_leadership', 'log', 'rabbit@HOST1'), topic: 'streams', since: '4.2.9' },
  { ...streamTool('grow', 'rabbit@HOST1', 'all', '--formatter', 'json'), topic: 'streams', since: '4.2.3' },
  { ...streamTool('shrink', 'rabbit@nowhere', '--errors-only'), topic: 'streams', since: '4.2.3' },
];

/** Nothing of this changes anything. */
export const replicaInputRows: readonly Row[] = [
  queueTool('add_member', 'raft', 'rabbit@HOST1', '--membership', 'king'),
  queueTool('add_member', 'raft'),
  queueTool('delete_member', 'raft'),
  queueTool('delete_member', 'raft', 'rabbit@HOST1', 'more'),
  queueTool('quorum_status'),
  streamTool('stream_status', 'one', 'two'),
  queueTool('grow', 'rabbit@HOST1', 'odd'),
  queueTool('grow', 'rabbit@HOST1', 'even', '--membership', 'king'),
  queueTool('grow', 'rabbit@HOST1'),
  queueTool('shrink'),
  queueTool('rebalance', 'nonsense'),
  queueTool('rebalance', 'nonsense', '--formatter', 'json'),
  queueTool('rebalance'),
  queueTool('grow', 'rabbit@HOST1', 'all', '--dry-run'),
  queueTool('shrink', 'rabbit@HOST1', '--dry-run'),
  queueTool('rebalance', 'all', '--dry-run'),
];

const mirrored = {
  setup: [
    put('policies/%2F/mirrors', { pattern: '^mirrored$', definition: { 'ha-mode': 'all' }, 'apply-to': 'queues' }),
    ...declared('mirrored', 'classic'),
  ],
  probes: [remove('policies/%2F/mirrors')],
  until: '4.0.0',
};

/** On 4.x the tool has no such command. */
const mirrors: readonly Row[] = [
  { argv: ['sync_queue', 'mirrored'], ...mirrored },
  { argv: ['sync_queue', 'mirrored', '--formatter', 'json'], ...mirrored },
  { argv: ['sync_queue', 'mirrored', '--dry-run'], until: '4.0.0' },
  { argv: ['sync_queue', 'plain'] },
  { argv: ['sync_queue', 'raft'] },
  { argv: ['sync_queue', 'log'], since: '3.9.0', until: '4.0.0' },
  { argv: ['sync_queue', 'nothing'] },
  { argv: ['sync_queue', 'plain', '-p', 'no such vhost'] },
  { argv: ['sync_queue', ''], name: 'rabbitmqctl sync_queue without a name' },
  { argv: ['sync_queue'] },
  { argv: ['cancel_sync_queue', 'mirrored'], ...mirrored, asksTool: true },
  { argv: ['cancel_sync_queue', 'plain'], asksTool: '4.0.0' },
  { argv: ['cancel_sync_queue', 'raft'], asksTool: '4.0.0' },
  { argv: ['cancel_sync_queue', 'nothing', '--formatter', 'json'], asksTool: '4.0.0' },
  { argv: ['cancel_sync_queue', 'mirrored', '--dry-run'], until: '4.0.0' },
];

export const replicaRows: readonly Row[] = [...members, ...manyQueues, ...laterTools, ...mirrors];
