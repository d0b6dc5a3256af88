import { queueColumns } from '../../../src/cluster/queue-columns.js';
import { awkward } from '../fixture-definitions.js';
import { masks } from '../masks.js';
import type { Row } from '../row.js';

const inVhost = ['-p', awkward.vhost];
const list = (...words: string[]): Row => ({ argv: ['list_queues', ...inVhost, ...words] });
const columns = Object.keys(queueColumns);
/** Those that every version knows and that stand still. */
const overHttp = columns.filter((column) => {
  const { fields, since } = queueColumns[column] ?? {};
  return fields !== undefined && since === undefined && column !== 'memory';
});

/** What only the node's own tool can tell of these queues: one of them has arguments of every type. */
const onlyOnNode = [
  ...[
    'pid',
    'owner_pid',
    'exclusive_consumer_pid',
    'slave_pids',
    'synchronised_slave_pids',
    'disk_reads',
    'disk_writes',
  ],
  ...['effective_policy_definition', 'arguments'],
];
const answeredBy = (row: Row): Row =>
  row.argv.some((word) => onlyOnNode.includes(word)) ? { ...row, asksTool: true } : row;

function maskOf(column: string): Pick<Row, 'mask'> {
  if (column === 'memory') return { mask: masks.memory };
  return /^consumer_(capacity|utilisation)$/.test(column) ? { mask: masks.capacity } : {};
}

/** Every column and every formatter, over queues of every type. */
const inMainVhost: readonly Row[] = [
  list(),
  ...columns.map((column) => ({ ...list('name', column), ...maskOf(column) })),
  ...['table', 'csv', 'json', 'json_stream'].map((formatter) => ({
    ...list(...overHttp.filter((column) => column !== 'arguments'), '--formatter', formatter),
    mask: masks.capacity,
  })),
  { ...list(...overHttp), mask: masks.capacity },
  { ...list(...overHttp, '--formatter', 'csv'), mask: masks.capacity },
  { ...list(...overHttp, 'disk_reads', '--formatter', 'json'), mask: masks.capacity },
  ...['table', 'csv', 'json', 'json_stream', 'erlang', 'string', 'inspect'].map((formatter) =>
    list('name', 'durable', 'messages', 'consumers', 'type', 'state', 'policy', '--formatter', formatter),
  ),
  ...['csv', 'json', 'erlang', 'string', 'inspect', 'string_per_line'].map((formatter) =>
    list('name', 'arguments', '--formatter', formatter),
  ),
  list('messages_ready', 'name'),
  list('name,messages', 'consumers'),
  list('name', 'name'),
  list('nonsense'),
  list('name', 'nonsense', 'more nonsense', '--formatter', 'json'),
  list('-q'),
  list('-s', 'name'),
  list('name', '--no-table-headers'),
  list('name', '--dry-run'),
  list('name', '--online'),
  list('name', '--offline'),
  list('name', '--online', '--offline'),
  list('name', '--local'),
  list('name', '--timeout', '7'),
  list('name', '--timeout', '0'),
];

const fewArguments = ['list_queues', '-p', awkward.fewArgumentsVhost, 'name', 'arguments'];

export const queueRows: readonly Row[] = [
  ...inMainVhost.map(answeredBy),
  { argv: fewArguments },
  { argv: [...fewArguments, '--formatter', 'csv'] },
  // Only from 4.0 on are a queue's arguments in an order that HTTP keeps.
  { argv: ['list_queues', '-p', awkward.latinVhost, 'name', 'arguments'], asksTool: '4.0.0' },
  {
    argv: ['list_queues', '-p', awkward.latinVhost, 'name', 'messages', 'arguments', '--formatter', 'pretty_table'],
    asksTool: true,
  },
  { argv: ['list_queues', '-p', awkward.latinVhost, 'name', 'messages', 'state', '--formatter', 'pretty_table'] },
  ...['', 'csv', 'json', 'erlang', 'pretty_table', 'string'].map((formatter) => ({
    argv: ['list_queues', '-p', awkward.emptyVhost, ...(formatter === '' ? [] : ['--formatter', formatter])],
  })),
  { argv: ['list_queues', '-p', 'no such vhost'] },
  { argv: ['list_queues', '-p', 'no such vhost', '--formatter', 'json'] },
];
