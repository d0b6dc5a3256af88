import { memoryAlarm, noMemoryAlarm } from '../alarms.js';
import type { Mask } from '../masks.js';
import { ctl, overHttpSince, put, type Row, type Step, segment } from '../row.js';

const said = (...words: string[]): Row => ({ argv: words, tool: 'rabbitmq-diagnostics' });
const allWays = (...words: string[]): readonly Row[] => [
  said(...words),
  said(...words, '-q'),
  said(...words, '-s'),
  said(...words, '--formatter', 'json'),
  said(...words, '--dry-run'),
];
const since43 = (rows: readonly Row[]): readonly Row[] => rows.map((row) => ({ ...row, since: '4.3.0' }));
const ofUpgrade = (...words: string[]): Row => ({ argv: words, tool: 'rabbitmq-upgrade' });

/** Amounts change from call to call; which categories there are does not. */
const amounts: Mask = { columns: ['bytes', 'percentage'], text: /: \S+ (?:bytes|mb|gb|mib) \(\S+%\)/g };

const mirroringLists = [
  'check_if_cluster_has_classic_queue_mirroring_policy',
  ...['list_policies_with_classic_queue_mirroring', 'list_operator_policies_with_classic_queue_mirroring'],
];

/** What a node tells of itself, and nothing changes. */
export const nodeFactRows: readonly Row[] = [
  ...allWays('alarms'),
  said('alarms', '--formatter', 'erlang'),
  // The order is the server's own; the first line of text is no header.
  ...[['-s'], ['--formatter', 'json'], ['--formatter', 'string'], ['--formatter', 'csv']].map((words) => ({
    ...said('listeners', ...words),
    unordered: true as const,
  })),
  said('listeners', '--dry-run'),
  ...allWays('erlang_version'),
  said('erlang_version', '--details'),
  said('erlang_version', '--details', '--formatter', 'json'),
  { ...said('erlang_version', '--offline'), asksTool: true },
  ...allWays('server_version'),
  said('server_version', 'extra'),
  ...allWays('is_running'),
  ...allWays('log_location'),
  said('log_location', '--all'),
  said('log_location', '-a', '--formatter', 'json'),
  ...['bytes', 'mb', 'gb', 'mib'].map((unit) => ({
    // The order changes; the first line of text is no header.
    ...said('memory_breakdown', '-s', '--unit', unit),
    ...{ mask: amounts, unordered: true as const },
  })),
  { ...said('memory_breakdown', '--formatter', 'json'), mask: amounts },
  said('memory_breakdown', '--unit', 'stone'),
  ...overHttpSince('3.8.10', [
    ...allWays('check_certificate_expiration'),
    said('check_certificate_expiration', '--within', '2', '--unit', 'days'),
    said('check_certificate_expiration', '--within', '1', '--unit', 'months'),
    ...allWays('check_if_node_is_mirror_sync_critical'),
  ]),
  said('check_certificate_expiration', '--unit', 'stone'),
  ...allWays('check_if_any_deprecated_features_are_used').map((row) => ({ ...row, since: '4.0.0' })),
  said('check_port_connectivity'),
  said('check_port_connectivity', '--formatter', 'json'),
  ...mirroringLists.flatMap((name) => allWays(name).map((row) => ({ ...row, since: '4.0.0' }))),
  ...[[], ['-q'], ['--formatter', 'json'], ['--dry-run'], ['surplus']].map(
    (words): Row => ({ argv: ['remove_classic_queue_mirroring_from_policies', ...words], since: '4.0.0' }),
  ),
  // 3.13 alone has these; the tools before it know no such command.
  ...mirroringLists.map((name): Row => ({ ...said(name), until: '4.0.0', code: 64 })),
  {
    argv: ['remove_classic_queue_mirroring_from_policies'],
    ...{ name: 'remove_classic_queue_mirroring_from_policies before 3.13' },
    ...{ until: '4.0.0', code: 64 },
  },
  { argv: ['environment', '--formatter', 'json'], asksTool: '3.10.13' },
  { argv: ['environment', '--dry-run'] },
  ...since43(allWays('check_if_metadata_store_is_initialized')),
  ...since43(allWays('check_if_metadata_store_is_initialized_with_data')),
  ...since43(allWays('has_reached_target_cluster_size')),
  ...since43(allWays('check_for_quorum_queues_without_an_elected_leader', '.*')),
  ...since43([said('check_for_quorum_queues_without_an_elected_leader', '--across-all-vhosts', '^a b')]),
  { ...said('check_if_metadata_store_is_initialized'), until: '4.0.6', code: 64, only: 'exit code', asksTool: true },
  { argv: ['await_online_nodes', '1'] },
  { argv: ['await_online_nodes', '1', '--formatter', 'json'] },
  { argv: ['await_online_nodes', '2', '-t', '2'], code: 70 },
  { argv: ['await_online_nodes', '2', '-t', '2', '--formatter', 'json'], code: 70 },
  { argv: ['await_online_nodes', 'x'] },
  { argv: ['await_online_nodes'] },
  ...overHttpSince('3.8.10', [
    ofUpgrade('await_online_quorum_plus_one'),
    ofUpgrade('await_online_quorum_plus_one', '--formatter', 'json'),
    ofUpgrade('await_online_quorum_plus_one', '-t', '5'),
    ofUpgrade('await_online_quorum_plus_one', '--dry-run'),
    { ...ofUpgrade('await_online_synchronized_mirror'), until: '4.0.0' },
    { ...ofUpgrade('await_online_synchronized_mirror', '-t', '5', '--formatter', 'json'), until: '4.0.0' },
  ]),
  {
    ...ofUpgrade('await_online_synchronized_mirror'),
    name: 'await_online_synchronized_mirror is gone',
    since: '4.0.0',
  },
  { argv: ['node_health_check'] },
  { argv: ['node_health_check', '--formatter', 'json'] },
];

const root = segment('/');
const transient = put(`queues/${root}/transient`, { durable: false });
const policy = (name: string, priority: number) =>
  put(`policies/${root}/${name}`, { pattern: '^match', definition: { 'max-length': 5 }, priority, 'apply-to': 'all' });
const matched: readonly Step[] = [
  put(`queues/${root}/matched`, {}),
  put(`queues/${root}/matched%20raft`, { durable: true, arguments: { 'x-queue-type': 'quorum' } }),
  ...[policy('weak', 0), policy('strong', 7)],
  put(`policies/${root}/raft`, {
    ...{
      pattern: '^matched( raft)?$',
      definition: { 'delivery-limit': 5, expires: 3600000 },
      priority: 3,
      'apply-to': 'queues',
    },
  }),
  put(`policies/${root}/exchanges`, {
    ...{
      pattern: '^amq\\.(?!topic)',
      definition: { 'alternate-exchange': 'amq.fanout' },
      priority: 1,
      'apply-to': 'exchanges',
    },
  }),
];

export const nodeFactChangeRows: readonly Row[] = [
  ...['text', 'json'].map(
    (face): Row => ({
      ...said('alarms', ...(face === 'json' ? ['--formatter', 'json'] : [])),
      name: `rabbitmq-diagnostics alarms as ${face}, with one`,
      setup: memoryAlarm,
      probes: [noMemoryAlarm],
    }),
  ),
  ...[[], ['--formatter', 'json'], ['-s']].map(
    (words): Row => ({
      ...said('check_if_any_deprecated_features_are_used', ...words),
      ...{ name: `deprecated features in use ${words.join(' ')}`, setup: [transient], since: '4.0.0', code: 69 },
    }),
  ),
  ...[[], ['-s'], ['--formatter', 'json']].map(
    (words): Row => ({
      ...said('has_reached_target_cluster_size', ...words),
      name: `has_reached_target_cluster_size ${words.join(' ')} where a node is missing`,
      setup: [ctl('eval', 'application:set_env(rabbit, cluster_formation, [{target_cluster_size_hint, 2}]).')],
      probes: [ctl('eval', 'application:unset_env(rabbit, cluster_formation).')],
      ...{ since: '4.2.4', code: 69 },
    }),
  ),
  ...[
    ['matched'],
    ...[['json'], ['csv'], ['table'], ['erlang'], ['json_stream']].map((formatter) => [
      'matched',
      '--formatter',
      ...formatter,
    ]),
    ['matched', '-q'],
    ['matched raft'],
    ['amq.match', '--object-type', 'exchange'],
    ['amq.topic', '--object-type', 'exchange'],
    ['amq.topic', '--object-type', 'exchange', '--formatter', 'json'],
    ['amq.topic', '-p', 'nowhere', '--object-type', 'exchange'],
    ['nobody'],
    [''],
    ['nobody', '--formatter', 'json'],
    ['nobody', '--formatter', 'csv'],
    ['matched', '-p', 'nowhere'],
  ].map((words): Row => ({ ...said('list_policies_that_match', ...words), setup: matched, since: '4.0.0' })),
  {
    ...said('list_policies_that_match', 'matched'),
    ...{ name: 'list_policies_that_match of a pattern that only the broker reads', since: '4.0.0', asksTool: true },
    setup: [
      ...matched,
      put(`policies/${root}/any`, { pattern: '(?i)MATCH', definition: { expires: 9 }, 'apply-to': 'all' }),
    ],
    probes: [{ method: 'DELETE', path: `policies/${root}/any` }],
  },
  { ...said('list_policies_that_match'), since: '4.0.0' },
  { ...ofUpgrade('post_upgrade'), asksTool: true },
  { ...ofUpgrade('post_upgrade', '--formatter', 'json'), asksTool: true },
];
