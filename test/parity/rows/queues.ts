import { queueColumns } from '../../../src/cluster/queue-columns.js';
import { awkward } from '../fixture-definitions.js';
import { masks } from '../masks.js';
import type { Row } from '../row.js';

const inVhost = ['-p', awkward.vhost];
const list = (...words: string[]): Row => ({ argv: ['list_queues', ...inVhost, ...words] });
const columns = Object.keys(queueColumns);
const overHttp = columns.filter((column) => queueColumns[column]?.fields !== undefined && column !== 'memory');

/** Every column and every formatter, over queues of every type. */
export const queueRows: readonly Row[] = [
  list(),
  ...columns.map((column) => ({ ...list('name', column), ...(column === 'memory' ? { mask: masks.memory } : {}) })),
  list(...overHttp),
  list(...overHttp, '--formatter', 'csv'),
  { ...list(...columns, '--formatter', 'json'), mask: masks.memory },
  ...['table', 'csv', 'json', 'json_stream', 'erlang', 'string', 'inspect'].map((formatter) =>
    list('name', 'durable', 'messages', 'consumers', 'type', 'state', 'policy', '--formatter', formatter),
  ),
  ...['csv', 'json', 'erlang'].map((formatter) => list('name', 'arguments', '--formatter', formatter)),
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
  { argv: ['list_queues', '-p', awkward.latinVhost, 'name', 'messages', 'arguments', '--formatter', 'pretty_table'] },
  ...['', 'csv', 'json', 'erlang', 'pretty_table', 'string'].map((formatter) => ({
    argv: ['list_queues', '-p', awkward.emptyVhost, ...(formatter === '' ? [] : ['--formatter', formatter])],
  })),
  { argv: ['list_queues', '-p', 'no such vhost'] },
  { argv: ['list_queues', '-p', 'no such vhost', '--formatter', 'json'] },
];
