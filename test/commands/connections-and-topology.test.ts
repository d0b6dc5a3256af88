import { expect, it } from 'vitest';
import listBindings from '../../src/commands/list_bindings.js';
import listChannels from '../../src/commands/list_channels.js';
import listConnections from '../../src/commands/list_connections.js';
import listExchanges from '../../src/commands/list_exchanges.js';
import { NotOverHttp, UsageError } from '../../src/errors.js';
import { administrator, rowsOf, runCommand } from './fakes.js';

const connection = {
  name: 'c',
  type: 'network',
  protocol: 'AMQP 0-9-1',
  peer_host: '10.0.0.1',
  state: 'running',
  peer_cert_subject: null,
};
const answers = {
  ...administrator,
  'GET connections': [
    connection,
    { name: 'm', type: 'network', protocol: 'MQTT 3.1.1' },
    { ...connection, type: 'direct' },
  ],
};
const connections = (columns: string[], given = {}) =>
  runCommand(listConnections, { args: { columns }, answers, ...given });

it('connections are those of AMQP from outside', async () => {
  expect(rowsOf((await connections(['name', 'peer_host', 'ssl_cipher'])).result)).toEqual([['c', '10.0.0.1', '']]);
});

it('where HTTP does not tell the protocols the node’s own tool does', async () => {
  const { error } = await connections(['name'], { answers: { ...administrator, 'GET connections': [{ name: 'c' }] } });
  expect(error).toBeInstanceOf(NotOverHttp);
});

it('an address is text over HTTP, which JSON and Erlang do not print', async () => {
  const json = { face: 'json', flags: { formatter: 'json' } };
  expect((await connections(['peer_host'], json)).error).toBeInstanceOf(NotOverHttp);
  const { result, notes } = await connections(['peer_host'], { ...json, apiOnly: true });
  expect(rowsOf(result)).toEqual([['10.0.0.1']]);
  expect(notes).toHaveLength(1);
});

it('what a certificate says and the tuple of AMQP 1.0 are asked of the node’s own tool', async () => {
  const answersWith = (item: object) => ({
    answers: { ...administrator, 'GET connections': [{ ...connection, ...item }] },
  });
  const withCertificate = await connections(['peer_cert_subject'], answersWith({ peer_cert_subject: 'CN=é' }));
  expect(withCertificate.error).toBeInstanceOf(NotOverHttp);
  expect((await connections(['protocol'], answersWith({ protocol: 'AMQP 1-0' }))).error).toBeInstanceOf(NotOverHttp);
});

it('channels: pids are not over HTTP, and a column of old versions is refused by new ones', async () => {
  const given = {
    answers: { ...administrator, 'GET channels': [{ name: 'c (1)', user: 'u', global_prefetch_count: 3 }] },
  };
  const channels = (columns: string[], more = {}) => runCommand(listChannels, { args: { columns }, ...given, ...more });
  expect((await channels(['pid'])).error).toBeInstanceOf(NotOverHttp);
  expect(rowsOf((await channels(['name', 'confirm'])).result)).toEqual([['c (1)', '']]);
  expect((await channels(['global_prefetch_count'])).error).toBeInstanceOf(UsageError);
  expect(rowsOf((await channels(['global_prefetch_count'], { rabbitmq: '3.10.8' })).result)).toEqual([[3]]);
});

it('exchanges and bindings: the default exchange has an empty name, arguments are told while there is one', async () => {
  const exchange = { name: '', type: 'direct', arguments: {} };
  const given = { args: { columns: ['name', 'type', 'arguments'] } };
  const one = await runCommand(listExchanges, { ...given, answers: { 'GET exchanges/%2F': [exchange] } });
  expect(rowsOf(one.result)).toEqual([['', 'direct', { fields: {} }]]);
  const two = { 'GET exchanges/%2F': [{ ...exchange, arguments: { b: 1, a: 1 } }] };
  expect((await runCommand(listExchanges, { ...given, answers: two })).error).toBeInstanceOf(NotOverHttp);
  const binding = { source: '', destination: 'q', destination_type: 'queue', routing_key: 'q' };
  const columns = ['source_name', 'source_kind', 'destination_name', 'destination_kind', 'routing_key'];
  const bound = await runCommand(listBindings, { args: { columns }, answers: { 'GET bindings/%2F': [binding] } });
  expect(rowsOf(bound.result)).toEqual([['', 'exchange', 'q', 'queue', 'q']]);
});

it('an unknown virtual host has none', async () => {
  const given = { args: { columns: ['name'] }, answers: { 'GET whoami': { name: 'ops' } } };
  expect(rowsOf((await runCommand(listExchanges, given)).result)).toEqual([]);
});
