import { masks } from '../masks.js';
import { ctl, get, put, type Row } from '../row.js';

const byTool = (row: Row): Row => ({ ...row, asksTool: true });
const attempts = (...words: string[]): Row => ({
  argv: ['list_node_auth_attempt_stats', ...words],
  since: '3.8.10',
  mask: masks.attempts,
  unordered: true,
});
const countAnew = (...words: string[]): Row => ({
  argv: ['reset_node_auth_attempt_metrics', ...words],
  tool: 'rabbitmq-diagnostics',
  since: '3.8.10',
});
const unresponsive = (...words: string[]): Row => byTool({ argv: ['list_unresponsive_queues', ...words] });

/** Lists that only read, of a node itself or of its queues one by one. */
export const nodeListRows: readonly Row[] = [
  ...['list_ciphers', 'list_hashes'].flatMap((command) => [
    byTool({ argv: [command] }),
    ...['json', 'erlang', 'csv', 'string', 'pretty_table'].map((formatter) =>
      byTool({ argv: [command, '--formatter', formatter] }),
    ),
    byTool({ argv: [command, '-q'] }),
    { argv: [command, 'surplus'], code: 64 },
  ]),
  attempts(),
  ...['json', 'json_stream', 'csv', 'erlang', 'string', 'inspect'].map((formatter) =>
    attempts('--formatter', formatter),
  ),
  attempts('--by-source'),
  ...['json', 'erlang', 'string'].map((formatter) => attempts('--by-source', '--formatter', formatter)),
  attempts('-s'),
  attempts('--no-table-headers'),
  attempts('--dry-run'),
  attempts('surplus'),
  unresponsive(),
  unresponsive('--formatter', 'json'),
  unresponsive('name', 'arguments', '--local', '--queue-timeout', '2', '--formatter', 'csv'),
  unresponsive('-p', 'no such vhost'),
  { argv: ['list_unresponsive_queues', 'nonsense'], code: 64 },
  { argv: ['list_unresponsive_queues', '--queue-timeout', 'soon'], code: 64 },
];

/** Counting anew, and by the address and user of who logs in. */
export const authAttemptRows: readonly Row[] = [
  { ...countAnew(), probes: [get('auth/attempts/rabbit@HOST1/source')] },
  ...['json', 'csv', 'erlang'].map((formatter) => countAnew('--formatter', formatter)),
  { ...countAnew('surplus'), code: 64 },
  ...['table', 'json', 'csv', 'erlang', 'string'].map(
    (formatter): Row => ({
      ...attempts('--by-source', '--formatter', formatter),
      name: `list_node_auth_attempt_stats --by-source --formatter ${formatter}, with two users`,
      setup: [
        ctl('eval', 'rabbit_core_metrics:reset_auth_attempt_metrics().'),
        ctl('eval', 'application:set_env(rabbit, track_auth_attempt_source, true).'),
        { ...get('auth/attempts/rabbit@HOST1/source'), until: (seen) => Array.isArray(seen) && seen.length > 0 },
        put('users/parity né "q"', { password: 'x', tags: 'management' }),
        { method: 'GET', path: 'whoami', login: ['parity né "q"', 'x'] },
        { ...get('auth/attempts/rabbit@HOST1/source'), until: (seen) => Array.isArray(seen) && seen.length > 1 },
      ],
      probes: [ctl('eval', 'application:set_env(rabbit, track_auth_attempt_source, false).')],
    }),
  ),
];
