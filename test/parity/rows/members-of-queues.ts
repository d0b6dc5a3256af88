import { ctl, get, put, type Row, remove, type Step, type ToolStep } from '../row.js';
import { emptied } from './membership.js';

const onSecond = (...run: string[]): ToolStep => ({ run, host: 2 });
/** The second host in the cluster of the first one, wherever it was. */
const joined: readonly Step[] = [
  { ...onSecond('stop_app'), mayFail: true },
  { run: ['forget_cluster_node', 'rabbit@HOST2'], mayFail: true },
  ...emptied,
  onSecond('join_cluster', 'rabbit@HOST1'),
  onSecond('start_app'),
];
/** A queue whose first member is on the first host, and its members at rest. */
const declared = (name: string, type: string, size: number): readonly Step[] => [
  remove(`queues/%2F/${name}`),
  put(`queues/%2F/${name}`, {
    durable: true,
    arguments: {
      'x-queue-type': type,
      [type === 'stream' ? 'x-initial-cluster-size' : 'x-quorum-initial-group-size']: size,
    },
  }),
  ctl('eval', 'timer:sleep(1000).'),
];
const queueOf = (size: number) => declared('raft', 'quorum', size);
const probes = [get('queues/%2F/raft?disable_stats=true&columns=name,members')];
const [alone, both] = [1, 2].map((size) => ({ setup: queueOf(size), probes }));

const queueTool = (...argv: string[]): Row => ({ argv, tool: 'rabbitmq-queues', asksTool: '3.12.1', unordered: true });
const status = { ...queueTool('quorum_status', 'raft'), asksTool: '3.13.7' };
const stopped = (row: Row): Row => ({ ...row, name: `rabbitmq-queues ${row.argv.join(' ')} with a stopped member` });

/** What becomes of the members of a queue, on two nodes. */
export const memberOfQueueRows: readonly Row[] = [
  { ...queueTool('add_member', 'raft', 'rabbit@HOST2'), setup: [...joined, ...queueOf(1)], probes, code: 0 },
  { ...queueTool('add_member', 'raft', 'rabbit@HOST2', '--formatter', 'json'), ...alone, code: 0 },
  { ...queueTool('add_member', 'raft', 'rabbit@HOST2', '--membership', 'voter'), ...alone, since: '4.0.0', code: 0 },
  { ...queueTool('delete_member', 'raft', 'rabbit@HOST2'), ...both, code: 0 },
  { ...queueTool('delete_member', 'raft', 'rabbit@HOST2', '--formatter', 'json'), ...both, code: 0 },
  { ...queueTool('grow', 'rabbit@HOST2', 'all'), ...alone, asksTool: true, code: 0 },
  { ...queueTool('shrink', 'rabbit@HOST2', '--formatter', 'json'), ...both, asksTool: true, code: 0 },
  { ...status, ...both, code: 0 },
  { ...status, argv: [...status.argv, '--formatter', 'json'], ...both, code: 0 },
  stopped({ ...status, setup: [onSecond('start_app'), ...queueOf(2), onSecond('stop_app')] }),
  stopped({ ...status, argv: [...status.argv, '--formatter', 'json'] }),
  stopped(queueTool('add_member', 'raft', 'rabbit@HOST2')),
  stopped({ ...queueTool('delete_member', 'raft', 'rabbit@nowhere'), probes: [onSecond('start_app')] }),
];

const streamOf = (size: number) => ({
  setup: declared('log', 'stream', size),
  probes: [{ ...ctl('eval', 'timer:sleep(2000).') }, get('queues/%2F/log?disable_stats=true&columns=name,members')],
  since: '3.9.0',
});
const first = streamOf(1);
const streamTool = (...argv: string[]): Row => ({ argv, tool: 'rabbitmq-streams', unordered: true });
const message: readonly Step[] = [
  ...queueOf(1),
  {
    method: 'POST',
    path: 'exchanges/%2F/amq.default/publish',
    body: { properties: {}, routing_key: 'raft', payload: 'é', payload_encoding: 'string' },
  },
  ctl('eval', 'timer:sleep(1000).'),
];
const peek = (...words: string[]): Row => ({
  argv: ['peek', 'raft', ...words],
  ...{ tool: 'rabbitmq-queues', since: '3.8.10', setup: message },
});

/** The node's own tool's alone, on two nodes. */
export const moreMemberOfQueueRows: readonly Row[] = [
  { ...streamTool('add_replica', 'log', 'rabbit@HOST2'), ...first, setup: [...joined, ...first.setup], code: 0 },
  { ...streamTool('add_replica', 'log', 'rabbit@HOST1'), ...streamOf(1) },
  { ...streamTool('delete_replica', 'log', 'rabbit@HOST2'), ...streamOf(2), code: 0 },
  // Of several members any one may lead.
  { ...streamTool('restart_stream', 'log'), ...first, since: '3.12.0', code: 0 },
  {
    ...streamTool('restart_stream', 'log', '--preferred-leader-node', 'rabbit@HOST2'),
    ...streamOf(2),
    ...{ since: '3.12.0', code: 0 },
  },
  { ...streamTool('set_stream_retention_policy', 'log', '7D'), ...streamOf(1), until: '4.1.0', code: 0 },
  { ...streamTool('set_stream_retention_policy', 'log', 'stone'), ...streamOf(1), until: '4.1.0' },
  { ...peek('1'), code: 0 },
  { ...peek('1', '--formatter', 'json'), code: 0 },
  peek('2'),
  peek('0'),
  { argv: ['reclaim_quorum_memory', 'raft'], tool: 'rabbitmq-queues', since: '3.8.10', setup: message, code: 0 },
  {
    argv: ['check_if_new_quorum_queue_replicas_have_finished_initial_sync'],
    ...{ tool: 'rabbitmq-queues', since: '3.13.0', setup: queueOf(2), code: 0 },
  },
];
