import { expect, it } from 'vitest';
import listAmqp10 from '../../src/commands/list_amqp10_connections.js';
import listMqtt from '../../src/commands/list_mqtt_connections.js';
import listStomp from '../../src/commands/list_stomp_connections.js';
import listStreamConnections from '../../src/commands/list_stream_connections.js';
import listGroups from '../../src/commands/list_stream_consumer_groups.js';
import listStreamConsumers from '../../src/commands/list_stream_consumers.js';
import listGroupConsumers from '../../src/commands/list_stream_group_consumers.js';
import listStreamPublishers from '../../src/commands/list_stream_publishers.js';
import listStreamTracking from '../../src/commands/list_stream_tracking.js';
import listWebMqtt from '../../src/commands/list_web_mqtt_connections.js';
import { DataError, NotOverHttp, UsageError } from '../../src/errors.js';
import { administrator, rowsOf, runCommand } from './fakes.js';

const answers = {
  ...administrator,
  'GET connections': [
    { name: 'm', protocol: 'MQTT 3-1-1', client_properties: { client_id: 'é' }, node: 'rabbit@mq1' },
    { name: 's', protocol: 'STOMP 1.2', peer_host: '10.0.0.1' },
    { name: 'e', protocol: 'stream', node: 'rabbit@mq1', peer_cert_subject: null },
    { name: 'a', protocol: 'AMQP 0-9-1' },
  ],
  'GET nodes': [{ name: 'rabbit@mq1', enabled_plugins: ['rabbitmq_web_mqtt'] }],
};
const given = (columns: string[], more = {}) => ({ args: { columns }, answers, ...more });

it('connections are told apart by their protocol', async () => {
  expect(rowsOf((await runCommand(listMqtt, given(['client_id', 'conn_name']))).result)).toEqual([['é', 'm']]);
  expect(rowsOf((await runCommand(listStomp, given(['conn_name', 'peer_host']))).result)).toEqual([['s', '10.0.0.1']]);
  const streams = await runCommand(listStreamConnections, given(['node', 'conn_name', 'peer_cert_subject']));
  expect(rowsOf(streams.result)).toEqual([['rabbit@mq1', 'e', '']]);
});

it('none are none where the plugin runs, else its command is unknown to the node’s own tool', async () => {
  const columns = ['conn_name'];
  expect(rowsOf((await runCommand(listWebMqtt, given(columns))).result)).toEqual([]);
  const none = { answers: { ...answers, 'GET connections': [] } };
  expect((await runCommand(listMqtt, given(columns, none))).error).toBeInstanceOf(NotOverHttp);
});

it('before 4.0 the node’s own tool answers, and for every column at once', async () => {
  expect((await runCommand(listMqtt, given(['conn_name'], { rabbitmq: '3.10.8' }))).error).toBeInstanceOf(NotOverHttp);
  const streams = given(['stream'], { rabbitmq: '3.10.8' });
  expect((await runCommand(listStreamPublishers, streams)).error).toBeInstanceOf(NotOverHttp);
  const verbose = given(['conn_name'], { flags: { verbose: true } });
  expect((await runCommand(listMqtt, verbose)).error).toBeInstanceOf(NotOverHttp);
});

it('consumers and publishers of streams; properties only while there are none', async () => {
  const client = {
    ...{ queue: { name: 'events' }, connection_details: { node: 'rabbit@mq1' } },
    ...{ subscription_id: 3, consumed: 5, published: 7, properties: {} },
  };
  const clients = {
    'GET stream/consumers/%2F': [client],
    'GET stream/publishers/%2F': [client],
  };
  const consumers = (more = {}) =>
    runCommand(listStreamConsumers, {
      args: { columns: ['node', 'stream', 'messages_consumed', 'properties'] },
      answers: { ...clients, ...more },
    });
  expect(rowsOf((await consumers()).result)).toEqual([['rabbit@mq1', 'events', 5, { entries: [] }]]);
  const named = { 'GET stream/consumers/%2F': [{ ...client, properties: { name: 'group' } }] };
  expect((await consumers(named)).error).toBeInstanceOf(NotOverHttp);
  const publishers = { args: { columns: ['stream', 'messages_published'] }, answers: clients };
  expect(rowsOf((await runCommand(listStreamPublishers, publishers)).result)).toEqual([['events', 7]]);
  expect((await runCommand(listStreamPublishers, { ...publishers, answers: {} })).error).toBeInstanceOf(NotOverHttp);
  // What a server without the plugin says to %2F.
  const off = { 'GET stream/publishers/%2F': new DataError('HTTP 400') };
  expect((await runCommand(listStreamPublishers, { ...publishers, answers: off })).error).toBeInstanceOf(NotOverHttp);
  const asErlang = await runCommand(listStreamPublishers, { ...publishers, flags: { formatter: 'erlang' } });
  expect(asErlang.error?.message).toContain('lists together');
});

it('tracking: offsets and writers are rows of one list', async () => {
  const tracked = { 'GET stream/%2F/events/tracking': { offsets: { reader: 7 }, writers: { writer: 9 } } };
  const tracking = async (flags = {}, found: object = tracked) =>
    runCommand(listStreamTracking, { args: { stream: 'events' }, flags, answers: { ...found } });
  expect(rowsOf((await tracking()).result)).toEqual([
    ['offset', 'reader', 7],
    ['writer', 'writer', 9],
  ]);
  expect(rowsOf((await tracking({ offset: true })).result)).toEqual([['offset', 'reader', 7]]);
  expect(rowsOf((await tracking({ writer: true })).result)).toEqual([['writer', 'writer', 9]]);
  expect((await tracking({}, {})).error).toBeInstanceOf(NotOverHttp);
  const both = { args: {}, flags: { offset: true, writer: true } };
  expect(() => listStreamTracking.definition.validate?.(both as never)).toThrow(UsageError);
});

it('groups, and AMQP 1.0 of old versions, only the node’s own tool lists', async () => {
  for (const command of [listGroups, listGroupConsumers, listAmqp10])
    expect((await runCommand(command)).error).toBeInstanceOf(NotOverHttp);
  const nameless = { args: { columns: [] }, flags: { stream: 'events' } };
  expect(() => listGroupConsumers.definition.validate?.(nameless as never)).toThrow(UsageError);
});
