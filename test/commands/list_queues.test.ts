import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/api/json.js';
import { openTransport } from '../../src/api/transport.js';
import listQueues from '../../src/commands/list_queues.js';
import { NotOverHttp } from '../../src/errors.js';
import { value } from '../../src/format/result.js';
import { api, json, serve } from '../api/servers.js';
import { textOf } from '../format/printing.js';
import { requests, rowsOf, runCommand } from './fakes.js';

const route = 'GET queues/%2F';
const classic = { name: 'c', vhost: '/', type: 'classic', messages: 3, node: 'rabbit@mq1' };

describe('list_queues', () => {
  it('is one request for names and messages, without statistics', async () => {
    const args = { columns: ['name', 'messages'] };
    const { seen, result } = await runCommand(listQueues, { args, answers: { [route]: [classic] } });
    expect(seen).toEqual([
      {
        request: route,
        query: { columns: 'vhost,name,type,messages', disable_stats: true, enable_queue_totals: true },
      },
    ]);
    expect(rowsOf(result)).toEqual([['c', 3]]);
    expect(result).toMatchObject({ columns: ['name', 'messages'], streamed: true });
  });

  it('names alone need no totals, and memory needs statistics', async () => {
    const names = await runCommand(listQueues, { args: { columns: ['name'] }, answers: { [route]: [] } });
    expect(names.seen[0]?.query).toEqual({ columns: 'vhost,name,type', disable_stats: true });
    const memory = await runCommand(listQueues, { args: { columns: ['memory'] }, answers: { [route]: [] } });
    expect(memory.seen[0]?.query).not.toHaveProperty('disable_stats');
    expect(memory.seen).toHaveLength(1);
  });

  it('fills the totals of streams, which the cheap way leaves out, with one more request', async () => {
    const stream = { name: 's', vhost: '/', type: 'stream' };
    const answer = ({ query }: { query: Record<string, unknown> }) =>
      query.disable_stats === true ? [classic, stream] : [classic, { ...stream, messages: 7 }];
    const args = { columns: ['name', 'messages'] };
    const { seen, result } = await runCommand(listQueues, { args, answers: { [route]: answer } });
    expect(requests(seen)).toEqual([route, route]);
    expect(rowsOf(result)).toEqual([
      ['c', 3],
      ['s', 7],
    ]);
  });

  it.each(['pid', 'owner_pid', 'slave_pids', 'effective_policy_definition'])(
    '%s is asked of the node’s own tool',
    async (column) => {
      const { seen, error } = await runCommand(listQueues, { args: { columns: ['name', column] } });
      expect(error).toBeInstanceOf(NotOverHttp);
      expect(error?.message).toContain(column);
      expect(seen).toEqual([]);
    },
  );

  it('with --api-only a pid is empty, and that is said', async () => {
    const given = { args: { columns: ['name', 'pid'] }, answers: { [route]: [classic] }, apiOnly: true };
    const { result, notes } = await runCommand(listQueues, given);
    expect(rowsOf(result)).toEqual([['c', '']]);
    expect(notes).toEqual([expect.stringContaining('pid')]);
  });

  it('arguments are text over HTTP, but JSON and Erlang need their types', async () => {
    const given = { args: { columns: ['arguments'] }, answers: { [route]: [classic] } };
    expect((await runCommand(listQueues, given)).error).toBeUndefined();
    expect((await runCommand(listQueues, { ...given, face: 'json' })).error).toBeInstanceOf(NotOverHttp);
    expect((await runCommand(listQueues, { ...given, face: 'erlang' })).error).toBeInstanceOf(NotOverHttp);
  });

  it('an argument 1.0 may be a float or a decimal: asked of the node’s own tool, and 1.0 with --api-only', async () => {
    const queues = parseJson('[{"name":"q","type":"classic","consumer_capacity":1.0,"arguments":{"x":[1.0,1]}}]');
    const given = { args: { columns: ['consumer_capacity', 'arguments'] }, answers: { [route]: queues } };
    expect((await runCommand(listQueues, given)).error).toBeInstanceOf(NotOverHttp);
    const { result = value('nothing') } = await runCommand(listQueues, { ...given, apiOnly: true });
    expect(await textOf(result, 'table')).toBe('consumer_capacity\targuments\n1.0\t[{"x",[1.0,1]}]\n');
    expect(await textOf(result, 'json')).toContain('{"consumer_capacity":1.0,"arguments":{"x":[1.0,1]}}');
    expect(await textOf(result, 'erlang')).toContain('double');
  });

  it('an unknown virtual host is an empty list, as for the real tool', async () => {
    const given = { args: { columns: ['name'] }, answers: { 'GET whoami': { name: 'ops' } } };
    expect(rowsOf((await runCommand(listQueues, given)).result)).toEqual([]);
  });

  it.each<[string, object]>([
    ['RabbitMQ at a wrong path prefix', { error: 'Object Not Found', reason: 'Not Found' }],
    ['a gateway', { message: 'no Route matched with those values' }],
  ])('404 for everything, by %s, is no empty list', async (_, body) => {
    const { port } = await serve((_request, response) => json(response, body, 404));
    const cluster = { api: api(openTransport, { url: `http://127.0.0.1:${port}/prefix` }) };
    const columns = ['name', 'messages'];
    const running = listQueues.definition.run({
      cluster,
      args: { columns },
      flags: { vhost: '/' },
      face: 'text',
    } as never);
    await expect(running).rejects.toMatchObject({ why: 'not-management', exitCode: 69 });
  });

  it.each([
    ['--local', { local: true }, ['a']],
    ['--online', { online: true }, ['a']],
    ['--offline', { offline: true }, ['b']],
    ['--online --offline, which is neither', { online: true, offline: true }, ['a', 'b']],
    ['--local --offline: local wins', { local: true, offline: true }, ['a']],
  ])('%s', async (_, flags, names) => {
    const answers = {
      [route]: [
        { name: 'a', type: 'classic', node: 'rabbit@mq1' },
        { name: 'b', type: 'classic', node: 'rabbit@mq2' },
      ],
      'GET nodes': [
        { name: 'rabbit@mq1', running: true },
        { name: 'rabbit@mq2', running: false },
      ],
    };
    const none = { local: false, online: false, offline: false };
    const { result } = await runCommand(listQueues, {
      args: { columns: ['name'] },
      flags: { ...none, ...flags },
      answers,
    });
    expect(rowsOf(result)).toEqual(names.map((name) => [name]));
  });

  it('an unknown column is refused before any connection', () => {
    const check = (columns: readonly string[]) =>
      listQueues.definition.validate?.({ args: { columns }, flags: {} as never });
    expect(() => check(['name', 'mesages'])).toThrow('Info key(s) mesages are not supported');
    expect(() => check(['name', 'messages'])).not.toThrow();
  });
});
