import { consumerColumns } from '../../../src/cluster/consumer-columns.js';
import { awkward } from '../fixture-definitions.js';
import { masks } from '../masks.js';
import type { Row } from '../row.js';

const list = (...words: string[]): Row => ({ argv: ['list_consumers', '-p', awkward.vhost, ...words] });
/** The default columns hold pids, which only a node's own tool knows; so do arguments of every type, and groups. */
const byTool = (row: Row): Row => ({ ...row, asksTool: true });
const overHttp = Object.keys(consumerColumns).filter((column) => column !== 'channel_pid');

const telling = ['queue_name', 'consumer_tag', 'ack_required', 'prefetch_count', 'active', 'activity_status'];

export const consumerRows: readonly Row[] = [
  byTool(list()),
  byTool(list(...overHttp)),
  byTool(list('--formatter', 'csv')),
  byTool({ ...list('--formatter', 'json'), mask: masks.pids }),
  byTool({ ...list('--formatter', 'erlang'), mask: masks.pids }),
  ...['csv', 'json', 'table'].map((formatter) => list(...telling, '--formatter', formatter)),
  ...['erlang', 'string'].map((formatter) => byTool(list(...telling, '--formatter', formatter))),
  list('queue_name', '-s'),
  list('consumer_tag', 'queue_name'),
  list('consumer_tag', 'queue_name', '--no-table-headers'),
  list('consumer_tag', 'queue_name', '--formatter', 'csv'),
  list('nonsense'),
  { argv: ['list_consumers', '-p', awkward.emptyVhost, 'queue_name'] },
  { argv: ['list_consumers', '-p', awkward.emptyVhost, 'queue_name', '--formatter', 'json'] },
  { argv: ['list_consumers', '-p', 'no such vhost', 'queue_name'] },
];
