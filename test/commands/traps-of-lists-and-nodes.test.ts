import { expect, it } from 'vitest';
import { AccessRefused } from '../../src/api/errors.js';
import { path } from '../../src/api/management-api.js';
import { openTransport } from '../../src/api/transport.js';
import closeConnection from '../../src/commands/close_connection.js';
import drain from '../../src/commands/drain.js';
import exportDefinitions from '../../src/commands/export_definitions.js';
import getMessages from '../../src/commands/get_messages.js';
import grow from '../../src/commands/grow.js';
import importDefinitions from '../../src/commands/import_definitions.js';
import listChannels from '../../src/commands/list_channels.js';
import listConnections from '../../src/commands/list_connections.js';
import listQueues from '../../src/commands/list_queues.js';
import listVhosts from '../../src/commands/list_vhosts.js';
import purgeQueue from '../../src/commands/purge_queue.js';
import rebalance from '../../src/commands/rebalance.js';
import resumeListeners from '../../src/commands/resume_listeners.js';
import revive from '../../src/commands/revive.js';
import shrink from '../../src/commands/shrink.js';
import suspendListeners from '../../src/commands/suspend_listeners.js';
import { NotOverHttp, NotPermitted } from '../../src/errors.js';
import { api, json, serve } from '../api/servers.js';
import { administrator, requests, rowsOf, runCommand } from './fakes.js';

// Numbers and titles: facts about RabbitMQ's HTTP API that a plain call does not survive.

it.each([
  ['drain', drain],
  ['revive', revive],
  ['suspend_listeners', suspendListeners],
  ['resume_listeners', resumeListeners],
])(
  'trap 1: drain and suspend_listeners close the node’s own management port: %s is its own tool’s',
  async (_, command) => {
    const { passed, seen } = await runCommand(command, { answers: administrator });
    expect({ passed, seen }).toEqual({ passed: [undefined], seen: [] });
  },
);

const refused = new AccessRefused('Access refused.', { username: 'ops' });
const purge = (tags: string[], apiOnly = false) =>
  runCommand(purgeQueue, {
    ...{ args: { queue: 'q' }, flags: { vhost: 'v' }, apiOnly },
    answers: { 'DELETE queues/v/q/contents': refused, 'GET whoami': { name: 'ops', tags } },
  });

it('trap 7: queue writes run with the permissions of the HTTP user: an administrator’s own tool asks for none', async () => {
  expect((await purge(['administrator'])).error).toBeInstanceOf(NotOverHttp);
  expect((await purge(['management'])).error).toBe(refused);
});

it('trap 7: what only HTTP can do names the permission that is missing', async () => {
  const answers = { ...administrator, 'POST queues/v/q/get': refused };
  const given = { args: { queue: 'q' }, flags: { vhost: 'v', count: 1 } };
  const { error } = await runCommand(getMessages, { ...given, answers });
  expect(error).toBeInstanceOf(NotPermitted);
  expect(error?.hint).toContain('user "ops" needs in virtual host "v" the permission read for queue "q"');
});

it.each([
  ['list_vhosts', listVhosts, 'GET vhosts', { name: 'v' }],
  ['list_connections', listConnections, 'GET connections', { name: 'v', type: 'network', protocol: 'AMQP 0-9-1' }],
  ['list_channels', listChannels, 'GET channels', { name: 'v' }],
])(
  'trap 8: lists are silently filtered to what the HTTP user can see: %s says so',
  async (_, command, request, item) => {
    const asked = (tags: string[]) =>
      runCommand(command, {
        args: { columns: ['name'] },
        answers: { [request]: [item], 'GET whoami': { name: 'me', tags } },
      });
    for (const tag of ['administrator', 'monitoring']) expect((await asked([tag])).notes).toEqual([]);
    const { result, notes } = await asked(['management']);
    expect(rowsOf(result)).toEqual([['v']]);
    expect(notes).toEqual(['user "me" sees only what is its own; the tag monitoring shows all']);
  },
);

it('trap 9: no pids anywhere: the node’s own tool knows them', async () => {
  const closed = await runCommand(closeConnection, { args: { connection_pid: '<11213.834.0>', explanation: 'x' } });
  expect([closed.error, closed.seen]).toEqual([expect.any(NotOverHttp), []]);
  const listed = await runCommand(listQueues, { args: { columns: ['name', 'pid'] } });
  expect([listed.error, listed.seen]).toEqual([expect.any(NotOverHttp), []]);
});

it('trap 9: names of connections contain blanks and "->", and a / in a virtual host is %2F', async () => {
  const seen: (string | undefined)[] = [];
  const { port } = await serve((request, response) => {
    seen.push(request.url?.replace(/\?.*/, ''));
    response.writeHead(204).end();
  });
  const real = api(openTransport, { url: `http://127.0.0.1:${port}` });
  const args = { connection_pid: '10.0.0.1:1 -> [::1]:5672', explanation: 'x' };
  await runCommand(closeConnection, { args, api: real });
  await runCommand(purgeQueue, { args: { queue: 'a/b %' }, flags: { vhost: '/' }, api: real });
  expect(seen).toEqual([
    '/api/connections/10.0.0.1%3A1%20-%3E%20%5B%3A%3A1%5D%3A5672',
    '/api/queues/%2F/a%2Fb%20%25/contents',
  ]);
});

it('trap 10: statistics are samples: a new queue without counters is a row, not a failure', async () => {
  const columns = ['name', 'messages', 'consumers', 'memory', 'state'];
  const { result, error } = await runCommand(listQueues, {
    args: { columns },
    answers: { 'GET queues/%2F': [{ name: 'new', vhost: '/', messages: '', memory: null }] },
  });
  expect(error).toBeUndefined();
  expect(rowsOf(result)).toEqual([['new', expect.anything(), expect.anything(), expect.anything(), expect.anything()]]);
});

it('trap 10: message counts alone are asked without statistics, so that they are of this moment', async () => {
  const answers = { 'GET queues/%2F': [{ name: 'q', messages: 1 }] };
  const { seen } = await runCommand(listQueues, { args: { columns: ['name', 'messages'] }, answers });
  expect(seen[0]?.query).toMatchObject({ disable_stats: true, enable_queue_totals: true });
});

it.each([
  ['grow', grow, { node: 'rabbit@mq2', strategy: 'all' }],
  ['shrink', shrink, { node: 'rabbit@mq2' }],
  ['rebalance', rebalance, { type: 'all' }],
])('trap 12: %s returns no table of queues over HTTP: the node’s own tool answers', async (_, command, args) => {
  const { error, passed, seen } = await runCommand(command, { args });
  expect(error instanceof NotOverHttp || passed.length === 1).toBe(true);
  expect(seen).toEqual([]);
});

it('trap 13: Content-Type is mandatory on some routes: it is sent always, without a body too', async () => {
  const seen: string[] = [];
  const { port } = await serve((request, response) => {
    seen.push(`${request.method} ${request.headers['content-type']}`);
    // As cowboy does it for a route that wants it.
    if (request.headers['content-type'] !== 'application/json') return json(response, { error: 'x' }, 415);
    response.writeHead(204).end();
  });
  const real = api(openTransport, { url: `http://127.0.0.1:${port}` });
  await real.request('PUT', path`feature-flags/${'f'}/enable`);
  await real.request('POST', path`rebalance/queues`, {});
  await real.request('DELETE', path`queues/quorum/${'v'}/${'q'}/replicas/delete`, { body: { node: 'n' } });
  expect(seen).toEqual(['PUT', 'POST', 'DELETE'].map((method) => `${method} application/json`));
});

it('trap 17: the tool of 3.10.8 writes JSON that does not import: definitions come over HTTP', async () => {
  const given = { args: { file: '-' }, flags: { format: 'json' }, rabbitmq: '3.10.8' };
  const { result, seen } = await runCommand(exportDefinitions, { ...given, answers: { 'GET definitions': ['{}'] } });
  expect(result?.kind).toBe('bytes');
  if (result?.kind === 'bytes') for await (const chunk of result.chunks) expect(String(chunk)).toBe('{}');
  expect(requests(seen)).toEqual(['GET definitions']);
});

it('trap 17: --skip-if-unchanged does nothing in any version: the definitions are sent', async () => {
  const flags = { format: 'json', 'skip-if-unchanged': true };
  const given = { args: { file: '-' }, flags, stdin: Buffer.from('{"users":[]}') };
  const { error, seen } = await runCommand(importDefinitions, { ...given, answers: { 'POST definitions': [''] } });
  expect(error).toBeUndefined();
  expect(requests(seen)).toContain('POST definitions');
});
