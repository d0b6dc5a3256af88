import { masks } from '../masks.js';
import { ctl, get, type Row, type Step, type ToolStep } from '../row.js';

const on = (host: number, ...run: string[]): ToolStep => ({ run, host });
const running = ctl('eval', 'rabbit:is_running().');
const members = on(1, 'cluster_status', '--formatter', 'json');
const blank: readonly Step[] = [on(2, 'stop_app'), on(2, 'reset')];
/** Whatever it was: Mnesia lets go of a member that its cluster has forgotten only by force, Khepri knows no force. */
export const emptied: readonly Step[] = [
  { ...on(2, 'stop_app'), mayFail: true },
  { ...on(2, 'reset'), mayFail: true },
  { ...on(2, 'force_reset'), mayFail: true },
];
/** A member that is stopped, whether its cluster has just forgotten it or not. */
const rejoined: readonly Step[] = [
  { ...on(1, 'forget_cluster_node', 'rabbit@HOST2'), mayFail: true },
  ...emptied,
  on(2, 'join_cluster', 'rabbit@HOST1'),
  on(2, 'stop_app'),
];
const started: readonly Step[] = [on(2, 'start_app')];

const queueOn = (host: number): Step => ({
  method: 'PUT',
  path: `queues/%2F/on%20${host}`,
  body: { durable: true, node: `rabbit@HOST${host}` },
});

/** The tool of 4.0 tries for most of a minute, so these go side by side, on the third host: nothing comes of them. */
export const unreachableRows: readonly Row[] = [[], ['--formatter', 'json']].map((format) => ({
  argv: ['join_cluster', 'rabbit@nowhere', ...format],
  host: 3,
  setup: [on(3, 'stop_app')],
  mask: masks.logTimes,
}));

/** The second host and its cluster, from one state to the next. */
const second = (row: Row): Row => ({ host: 2, mask: masks.logTimes, ...row });

const application: readonly Row[] = [
  second({ argv: ['stop_app'], setup: started, probes: [running] }),
  second({ argv: ['stop_app'], name: 'rabbitmqctl stop_app when it is stopped' }),
  second({ argv: ['stop_app', '--formatter', 'json'] }),
  second({ argv: ['stop_app', '--dry-run'] }),
  second({ argv: ['list_users'], name: 'rabbitmqctl list_users when the application is stopped', asksTool: true }),
  second({ argv: ['status'], name: 'rabbitmqctl status when the application is stopped', asksTool: true }),
  second({
    argv: ['cluster_status'],
    name: 'rabbitmqctl cluster_status when the application is stopped',
    asksTool: true,
  }),
  second({ argv: ['ping'], name: 'rabbitmqctl ping when the application is stopped', asksTool: true }),
  second({
    argv: ['reset'],
    setup: [on(2, 'start_app'), on(2, 'add_vhost', 'gone'), on(2, 'stop_app')],
    probes: [...started, ctl('list_vhosts', '--formatter', 'json')],
  }),
  second({ argv: ['start_app'], setup: [on(2, 'stop_app')], probes: [running] }),
  second({ argv: ['start_app', '-q'], name: 'rabbitmqctl start_app -q when it runs' }),
  second({ argv: ['reset'], name: 'rabbitmqctl reset when the application runs' }),
  second({ argv: ['force_reset', '--formatter', 'json'], name: 'rabbitmqctl force_reset when the application runs' }),
  second({
    argv: ['join_cluster', 'rabbit@HOST1'],
    name: 'rabbitmqctl join_cluster when the application runs',
    setup: [...blank, ...started],
    probes: [members],
  }),
  second({ argv: ['force_reset'], setup: blank }),
];

const joining: readonly Row[] = [
  second({ argv: ['join_cluster', 'rabbit@HOST2'], name: 'rabbitmqctl join_cluster with itself' }),
  second({ argv: ['join_cluster', 'no name'] }),
  second({ argv: ['join_cluster', 'rabbit@HOST1', '--dry-run'] }),
  second({
    argv: ['join_cluster', 'rabbit@HOST1', '--ram'],
    setup: blank,
    probes: [...started, members],
    until: '4.3.0',
  }),
  second({ argv: ['join_cluster', 'rabbit@HOST1', '--disc', '-q'], setup: blank, probes: [members] }),
  second({ argv: ['join_cluster', 'rabbit@HOST1'], name: 'rabbitmqctl join_cluster as a member already' }),
  second({ argv: ['join_cluster', 'rabbit@HOST1'], setup: blank, probes: [...started, members] }),
];

/** HTTP tells what a node has some seconds after it came up. */
const statistics: Step = {
  ...get('nodes'),
  until: (nodes) =>
    Array.isArray(nodes) && nodes.every(({ running, processors }) => running !== true || processors > 0),
};

/** Two nodes, both running. */
const together: readonly Row[] = [
  {
    argv: ['cluster_status'],
    name: 'rabbitmqctl cluster_status of two nodes',
    unordered: true,
    setup: [statistics],
  },
  {
    argv: ['cluster_status', '--formatter', 'json'],
    name: 'rabbitmqctl cluster_status --formatter json of two nodes',
    unordered: true,
  },
  { argv: ['forget_cluster_node', 'rabbit@HOST2'], name: 'rabbitmqctl forget_cluster_node of a running node' },
  { argv: ['forget_cluster_node', 'rabbit@HOST1'], name: 'rabbitmqctl forget_cluster_node of itself' },
  { argv: ['forget_cluster_node', 'rabbit@nowhere'] },
  { argv: ['forget_cluster_node', 'rabbit@nowhere', '--formatter', 'json'] },
  {
    argv: ['forget_cluster_node', 'rabbit@HOST2', '--offline'],
    name: 'rabbitmqctl forget_cluster_node --offline on a running node',
  },
  { argv: ['forget_cluster_node', 'rabbit@HOST2', '--dry-run'] },
];

/** The second node's application is stopped, its data is there. */
const apart: readonly Row[] = [
  {
    argv: ['cluster_status'],
    name: 'rabbitmqctl cluster_status with a stopped member',
    unordered: true,
    setup: [on(2, 'start_app'), statistics, queueOn(1), queueOn(2), on(2, 'stop_app')],
  },
  {
    argv: ['cluster_status', '--formatter', 'json'],
    name: 'rabbitmqctl cluster_status --formatter json with a stopped member',
    unordered: true,
  },
  {
    argv: ['list_vhosts', 'name', 'cluster_state'],
    name: 'rabbitmqctl list_vhosts name cluster_state with a stopped member',
  },
  // A queue whose only member is down, and one that is up.
  ...[[], ['--online'], ['--offline'], ['--local']].map(
    (which): Row => ({
      argv: ['list_queues', 'name', 'state', 'durable', 'policy', ...which],
      name: `rabbitmqctl list_queues ${which.join(' ')} with a stopped member`,
    }),
  ),
  { argv: ['list_queues', 'name', 'state', 'type', '--online'] },
  // Of a queue that is down the tool of 3.8.9 knows the module's name for a type.
  { argv: ['list_queues', 'name', 'state', 'type', '--offline'], since: '3.8.10' },
  { argv: ['forget_cluster_node', 'rabbit@HOST2'], setup: rejoined, probes: [members] },
  { argv: ['forget_cluster_node', 'rabbit@HOST2', '--formatter', 'json'], setup: rejoined, probes: [members] },
];

/** The second side finds it done: then the third node's own tool may not talk to it any more. */
const anotherCookie: Step = { ...on(3, 'eval', "erlang:set_cookie(node(), 'ANOTHER')."), mayFail: true };

/** Last: from here on the third node has a cookie that nobody else knows. */
const otherCookie: readonly Row[] = [
  second({
    argv: ['join_cluster', 'rabbit@HOST3'],
    name: 'rabbitmqctl join_cluster with a node of another cookie',
    setup: [...emptied, anotherCookie],
  }),
];

export const membershipRows: readonly Row[] = [...application, ...joining, ...together, ...apart, ...otherCookie];
