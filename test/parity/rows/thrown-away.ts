import type { Mask } from '../masks.js';
import { type Row, type Step, shell, type ToolStep } from '../row.js';

const on = (host: number, ...run: string[]): ToolStep => ({ run, host });
/** With the cookie that the others know, which earlier rows have made it forget. */
const running = shell(3, 'rabbitmqctl -q ping >/dev/null || systemctl restart rabbitmq-server');
/** The third node in the first one's cluster, its application stopped. */
const joined: readonly Step[] = [
  running,
  { ...on(3, 'stop_app'), mayFail: true },
  { ...on(1, 'forget_cluster_node', 'rabbit@HOST3'), mayFail: true },
  { ...on(3, 'reset'), mayFail: true },
  { ...on(3, 'force_reset'), mayFail: true },
  on(3, 'join_cluster', 'rabbit@HOST1'),
];
/** A name that was changed on disk is of no use to the next row. */
const blankAgain = shell(
  3,
  'systemctl stop rabbitmq-server; find /var/lib/rabbitmq/mnesia -mindepth 1 -delete; systemctl start rabbitmq-server',
);
const stoppedMember = [blankAgain, ...joined, on(3, 'start_app'), shell(3, 'systemctl stop rabbitmq-server')];
const membersWhenStarted: readonly Step[] = [on(3, 'start_app'), on(3, 'cluster_status', '--formatter', 'json')];

const numbers: Mask = { text: /\d+/g };
/** Of the third host: what is left of it is thrown away when all have run. */
const third = (row: Row): Row => ({ host: 3, mask: numbers, alone: true, ...row });

/** What nobody tries on a node that is needed. Each row begins by making the node what it is to be. */
export const thrownAwayRows: readonly Row[] = [
  third({ argv: ['update_cluster_nodes', 'rabbit@HOST1'], setup: joined, probes: membersWhenStarted, code: 0 }),
  third({
    argv: ['change_cluster_node_type', 'ram'],
    setup: joined,
    probes: membersWhenStarted,
    until: '4.3.0',
  }),
  third({ argv: ['rename_cluster_node', 'rabbit@HOST3', 'rabbit@renamed', 'rabbit@other'] }),
  third({
    argv: ['rename_cluster_node', 'rabbit@HOST3', 'rabbit@renamed'],
    name: 'rename_cluster_node of a member that is stopped',
    setup: stoppedMember,
    probes: [shell(3, 'ls -d /var/lib/rabbitmq/mnesia/*renam* || true')],
    code: 0,
    since: '3.8.10',
    until: '4.0.0',
  }),
  // That version's tool does not find the directory, and repeats its arguments, of which ours have more.
  third({
    argv: ['rename_cluster_node', 'rabbit@HOST3', 'rabbit@renamed'],
    name: 'rename_cluster_node on 3.8.9',
    setup: stoppedMember,
    only: 'exit code',
    until: '3.8.10',
  }),
  third({ argv: ['rename_cluster_node', 'rabbit@HOST3', 'rabbit@renamed'], since: '4.0.0', code: 0 }),
  third({
    argv: ['force_standalone_khepri_boot'],
    setup: [...joined, on(3, 'start_app')],
    probes: [on(3, 'cluster_status', '--formatter', 'json')],
    since: '4.3.0',
    code: 0,
  }),
];
