import { ctl, get, put, type Row, remove, type Step, type ToolStep } from '../row.js';

const onSecond = (...run: string[]): ToolStep => ({ run, host: 2 });
/** The second host in the cluster of the first one, wherever it was. */
const joined: readonly Step[] = [
  { ...onSecond('stop_app'), mayFail: true },
  { run: ['forget_cluster_node', 'rabbit@HOST2'], mayFail: true },
  onSecond('force_reset'),
  onSecond('join_cluster', 'rabbit@HOST1'),
  onSecond('start_app'),
];
/** A quorum queue whose first member is on the first host, and its members at rest. */
const queueOf = (size: number): readonly Step[] => [
  remove('queues/%2F/raft'),
  put('queues/%2F/raft', {
    durable: true,
    arguments: { 'x-queue-type': 'quorum', 'x-quorum-initial-group-size': size },
  }),
  ctl('eval', 'timer:sleep(1000).'),
];
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
