import { channelColumns } from '../../../src/cluster/channel-columns.js';
import { connectionColumns } from '../../../src/cluster/connection-columns.js';
import { masks } from '../masks.js';
import type { Row } from '../row.js';

const formatters = ['table', 'csv', 'json', 'json_stream', 'erlang', 'string'];
const typed = ['json', 'erlang', 'string', 'inspect'];
const connections = (...words: string[]): Row => ({ argv: ['list_connections', ...words] });
const channels = (...words: string[]): Row => ({ argv: ['list_channels', ...words] });
const byTool = (row: Row): Row => ({ ...row, asksTool: true });

const ofNewVersions = ['peer_cert_serial_number', 'container_id'];
const onlyOnNode = ['pid', 'client_properties', 'connection', 'global_prefetch_count', ...ofNewVersions];
const moving = ['recv_oct', 'recv_cnt', 'send_oct', 'send_cnt', 'send_pend'];
const still = Object.keys(connectionColumns).filter((column) => ![...onlyOnNode, ...moving].includes(column));
const anyFormat = still.filter((column) => !/host$/.test(column));
const ofChannels = Object.keys(channelColumns).filter((column) => !onlyOnNode.includes(column));

/** Connections and channels that stay open meanwhile; what they send by themselves is masked. */
export const connectionRows: readonly Row[] = [
  connections(),
  ...typed.map((formatter) => byTool(connections('--formatter', formatter))),
  connections('--formatter', 'csv'),
  ...still.map((column) => connections('name', column)),
  ...formatters.map((formatter) => connections(...anyFormat, '--formatter', formatter)),
  { ...connections('name', ...moving), mask: masks.traffic },
  byTool(connections('name', 'client_properties')),
  byTool({ ...connections('name', 'pid', '--formatter', 'erlang'), mask: masks.pids }),
  byTool(connections('pid')),
  ...ofNewVersions.map((column) => byTool(connections('name', column))),
  connections('state', 'name', 'state', '-s'),
  connections('name,port'),
  connections('nonsense'),
  connections('--dry-run'),
  connections('--timeout', '0'),
  byTool(channels()),
  byTool({ ...channels('--formatter', 'erlang'), mask: masks.pids }),
  ...ofChannels.map((column) => channels('name', column)),
  ...formatters.map((formatter) => channels(...ofChannels, '--formatter', formatter)),
  byTool(channels('connection', 'name')),
  { ...channels('name', 'global_prefetch_count'), until: '4.0.0' },
  { ...channels('name', 'global_prefetch_count'), since: '4.0.0' },
  channels('user', '--no-table-headers'),
  channels('nonsense', 'name'),
];
