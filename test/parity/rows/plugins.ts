import { masks } from '../masks.js';
import type { Row } from '../row.js';

const byTool = (row: Row): Row => ({ ...row, asksTool: true });
const text = ['table', 'csv'];
const all = [...text, 'json', 'json_stream', 'erlang', 'string', 'pretty_table'];
const withFormatters = (formatters: readonly string[], ...argv: string[]): readonly Row[] =>
  formatters.map((formatter) => ({ argv: [...argv, '--formatter', formatter] }));

/** Erlang text and the like are lists of lists, one a connection. */
const inGroups = (rows: readonly Row[]): readonly Row[] =>
  rows.map((row) => (/erlang$|string$/.test(row.argv.at(-1) ?? '') ? byTool(row) : row));

const mqtt = ['host', 'peer_host', 'port', 'ssl', 'ssl_cipher', 'vhost', 'user', 'client_id', 'conn_name'];
const ofStream = ['conn_name', 'node', 'port', 'peer_host', 'user', 'vhost', 'heartbeat', 'frame_max', 'ssl_protocol'];
const consumer = ['subscription_id', 'stream', 'credits', 'active', 'activity_status', 'node'];
const publisher = ['publisher_id', 'stream', 'reference', 'messages_published', 'node'];
const group = ['--stream', 'events é', '--reference', 'group é'];
const tracking = (...words: string[]): Row => ({ argv: ['list_stream_tracking', ...words], tool: 'rabbitmq-streams' });

/** Those that came after 3.8. */
const firstVersions: readonly (readonly [RegExp, string])[] = [
  [/^list_web_mqtt/, '3.13.1'],
  [/^list_stream_tracking/, '3.13.0'],
  [/^list_stream_(consumer_groups|group_consumers)/, '3.11.0'],
  [/^list_stream/, '3.9.0'],
];
/** Up to 3.x HTTP does not give what the tools print; what is refused is refused without asking. */
const onAllVersions = (row: Row): Row => {
  const since = firstVersions.find(([command]) => command.test(row.argv[0] ?? ''))?.[1];
  const asked = row.code === 64 ? {} : { asksTool: '4.0.0', mask: masks.pids };
  return { ...(since === undefined ? {} : { since }), ...asked, ...row };
};

/** Where the plugins run, and there are clients of each protocol. */
export const pluginRows: readonly Row[] = [
  { argv: ['list_mqtt_connections'] },
  ...withFormatters(all, 'list_mqtt_connections'),
  ...withFormatters(text, 'list_mqtt_connections', ...mqtt),
  byTool({ argv: ['list_mqtt_connections', 'host', '--formatter', 'json'] }),
  byTool({ argv: ['list_mqtt_connections', '--verbose'] }),
  { argv: ['list_mqtt_connections', 'nonsense'], code: 64 },
  { argv: ['list_web_mqtt_connections'] },
  ...withFormatters(['json', 'erlang', 'csv'], 'list_web_mqtt_connections'),
  { argv: ['list_web_mqtt_connections', 'nonsense'], code: 64 },
  byTool({ argv: ['list_stomp_connections'] }),
  ...withFormatters(['json', 'erlang'], 'list_stomp_connections').map(byTool),
  { argv: ['list_stomp_connections', 'conn_name', 'host', 'port', 'peer_host', 'channels', 'frame_max', 'ssl'] },
  { argv: ['list_stomp_connections', 'conn_name', 'channel_max', '--formatter', 'json'] },
  byTool({ argv: ['list_stomp_connections', '-V'] }),
  { argv: ['list_stomp_connections', 'nonsense'], code: 64 },
  byTool({ argv: ['list_amqp10_connections'] }),
  { argv: ['list_stream_connections'] },
  ...withFormatters(all, 'list_stream_connections'),
  ...withFormatters(text, 'list_stream_connections', ...ofStream),
  byTool({ argv: ['list_stream_connections', '--verbose', '--formatter', 'json'], mask: masks.pids }),
  byTool({ argv: ['list_stream_connections', 'peer_host'] }),
  { argv: ['list_stream_connections', 'nonsense'], code: 64 },
  byTool({ argv: ['list_stream_consumers'] }),
  ...inGroups(withFormatters(all, 'list_stream_consumers', ...consumer)),
  byTool({ argv: ['list_stream_consumers', '--formatter', 'json'] }),
  byTool({ argv: ['list_stream_consumers', '-p', 'no such vhost'] }),
  { argv: ['list_stream_consumers', 'nonsense'], code: 64 },
  { argv: ['list_stream_publishers'] },
  ...inGroups(withFormatters(all, 'list_stream_publishers')),
  ...withFormatters(['table', 'json'], 'list_stream_publishers', ...publisher),
  byTool({ argv: ['list_stream_publishers', '--verbose', '--formatter', 'table'] }),
  byTool({ argv: ['list_stream_publishers', '-p', 'no such vhost', '--formatter', 'json'] }),
  { argv: ['list_stream_publishers', 'nonsense'], code: 64 },
  tracking('events é'),
  ...all.map((formatter) => tracking('events é', '--formatter', formatter)),
  ...['--all', '--offset', '--writer'].map((kind) => tracking('events é', kind)),
  ...['json', 'csv', 'erlang'].map((formatter) => tracking('events é', '--writer', '--formatter', formatter)),
  byTool(tracking('no such stream')),
  byTool(tracking('events é', '-p', 'no such vhost', '--formatter', 'json')),
  { ...tracking('events é', '--offset', '--writer'), code: 64 },
  { ...tracking(), code: 64 },
  { ...tracking('events é', 'surplus'), code: 64 },
  byTool({ argv: ['list_stream_consumer_groups'] }),
  byTool({ argv: ['list_stream_consumer_groups', '--formatter', 'json'] }),
  byTool({ argv: ['list_stream_consumer_groups', '-p', 'no such vhost'] }),
  { argv: ['list_stream_consumer_groups', 'nonsense'], code: 64 },
  byTool({ argv: ['list_stream_group_consumers', ...group] }),
  byTool({ argv: ['list_stream_group_consumers', ...group, '--formatter', 'json'] }),
  byTool({ argv: ['list_stream_group_consumers', '--stream', 'events é', '--reference', 'nobody'], code: 69 }),
  { argv: ['list_stream_group_consumers', '--stream', 'events é'], code: 64 },
  { argv: ['list_stream_group_consumers', ...group, 'nonsense'], code: 64 },
].map(onAllVersions);

/** Where they are off the tools do not know the commands. */
export const pluginOffRows: readonly Row[] = [
  ...['mqtt_connections', 'web_mqtt_connections', 'stomp_connections', 'stream_connections'],
  ...['stream_consumers', 'stream_publishers', 'stream_consumer_groups'],
]
  .map((list) => [`list_${list}`])
  .concat([
    ['list_stream_consumers', '-p', 'a vhost without a slash'],
    ['add_super_stream', 'orders'],
  ])
  .map((argv): Row => byTool({ argv, only: 'exit code', code: 64 }))
  // There is no rabbitmq-streams before.
  .map((row) => (row.argv[0] === 'add_super_stream' ? { ...row, since: '3.9.0' } : row));
