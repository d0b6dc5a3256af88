import { describe, expect, it } from 'vitest';
import deleteShovel from '../../src/commands/delete_shovel.js';
import federationStatus from '../../src/commands/federation_status.js';
import restartLink from '../../src/commands/restart_federation_link.js';
import restartShovel from '../../src/commands/restart_shovel.js';
import shovelStatus from '../../src/commands/shovel_status.js';
import { NotOverHttp, NotPermitted } from '../../src/errors.js';
import { requests, rowsOf, runCommand } from './fakes.js';

const shovel = { node: 'rabbit@mq1', name: 's', vhost: '/', type: 'dynamic', state: 'running', src_uri: 'amqp://' };
const shovels = { 'GET shovels': [shovel, { ...shovel, node: 'rabbit@mq2', name: 'other' }] };
const link = { node: 'rabbit@mq1', id: 'abc', vhost: '/', status: 'running', timestamp: 'now' };
const links = {
  'GET federation-links': [link, { ...link, id: 'def', status: 'error' }, { ...link, node: 'rabbit@mq2' }],
};

describe('shovels', () => {
  const columns = ['name', 'source', 'state', 'termination_reason', 'type', 'vhost'];

  it('those of the node, from 3.13.2 on of all nodes, in the words of the tool', async () => {
    const ask = async (rabbitmq: string) =>
      (await runCommand(shovelStatus, { answers: shovels, face: 'json', rabbitmq })).result;
    expect(await ask('3.10.8')).toMatchObject({ columns });
    expect(rowsOf(await ask('3.10.8'))).toEqual([['s', 'amqp://', 'running', '', 'dynamic', '/']]);
    expect(rowsOf(await ask('4.0.5'))).toHaveLength(2);
  });

  it('text has the order of columns of Erlang before 26; later it is the tool’s own', async () => {
    expect((await runCommand(shovelStatus, { answers: shovels })).error).toBeInstanceOf(NotOverHttp);
    const { result } = await runCommand(shovelStatus, { answers: shovels, erlang: '25.2.3' });
    expect(result).toMatchObject({ kind: 'rows', columns, streamed: true });
    expect(rowsOf((await runCommand(shovelStatus, { answers: { 'GET shovels': [] } })).result)).toEqual([]);
  });

  it('one that starts has empty addresses; beside one that runs each has its own keys', async () => {
    const starting = { node: 'rabbit@mq1', name: 't', vhost: '/', type: 'dynamic', state: 'starting' };
    const answers = { 'GET shovels': [shovel, starting] };
    const { result } = await runCommand(shovelStatus, { answers, face: 'json', rabbitmq: '4.0.5' });
    const addresses = { source: '', source_protocol: '', destination: '', destination_protocol: '' };
    expect(result).toEqual({
      kind: 'value',
      value: [
        { name: 's', source: 'amqp://', state: 'running', termination_reason: '', type: 'dynamic', vhost: '/' },
        { name: 't', ...addresses, state: 'starting', termination_reason: '', type: 'dynamic', vhost: '/' },
      ],
    });
    expect((await runCommand(shovelStatus, { answers, erlang: '25.2.3' })).error).toBeInstanceOf(NotOverHttp);
    const old = await runCommand(shovelStatus, {
      answers: { 'GET shovels': [starting] },
      rabbitmq: '3.10.8',
      face: 'json',
    });
    expect(old.result).toMatchObject({ columns: [...['destination', 'name', 'source'], ...columns.slice(2)] });
  });

  it('numbers of messages stay numbers', async () => {
    const answers = { 'GET shovels': [{ ...shovel, forwarded: 7, remaining: 'unlimited' }] };
    const { result } = await runCommand(shovelStatus, { answers, face: 'json', rabbitmq: '4.1.4' });
    expect(rowsOf(result)).toEqual([[7, 's', 'unlimited', 'amqp://', 'running', '', 'dynamic', '/']]);
  });

  it('a field whose word is not known, and a plugin that is off, go to the tool', async () => {
    const answers = { 'GET shovels': [{ ...shovel, novelty: 7 }] };
    expect((await runCommand(shovelStatus, { answers, face: 'json' })).error).toBeInstanceOf(NotOverHttp);
    expect((await runCommand(shovelStatus, { face: 'json' })).error).toBeInstanceOf(NotOverHttp);
  });

  it('one of another node is restarted from 3.10 on', async () => {
    const paths = ['s', 'other'].map((name) => `DELETE shovels/vhost/%2F/${name}/restart`);
    const answers = { ...shovels, ...Object.fromEntries(paths.map((path) => [path, undefined])) };
    const restart = (name: string, rabbitmq: string) =>
      runCommand(restartShovel, { args: { name }, answers, rabbitmq });
    expect(requests((await restart('s', '3.8.10')).seen)).toContain(paths[0]);
    expect((await restart('other', '3.8.10')).error).toMatchObject({ exitCode: 69 });
    expect(requests((await restart('other', '3.10.8')).seen)).toContain(paths[1]);
    expect((await restart('nobody', '3.10.8')).error).toMatchObject({ exitCode: 69 });
  });

  it('one that does not run is deleted, and said not to have been found', async () => {
    const answers = { ...shovels, 'DELETE parameters/shovel/%2F/idle': undefined };
    const { error, seen } = await runCommand(deleteShovel, { args: { name: 'idle' }, answers });
    expect(requests(seen)).toContain('DELETE parameters/shovel/%2F/idle');
    expect(error).toMatchObject({ exitCode: 69, hint: expect.stringContaining('has been deleted') });
  });
});

it('a policymaker, who may not see shovels, deletes one', async () => {
  const hidden = { 'GET shovels': new NotPermitted('Not monitor user') };
  const answers = { ...hidden, 'DELETE parameters/shovel/%2F/idle': undefined };
  expect((await runCommand(deleteShovel, { args: { name: 'idle' }, answers })).error).toBeUndefined();
  const { error } = await runCommand(deleteShovel, { args: { name: 'nobody' }, answers });
  expect(error).toMatchObject({ exitCode: 69 });
});

describe('federation links', () => {
  it('those of the node; --only-down leaves out what runs', async () => {
    const { result } = await runCommand(federationStatus, {
      answers: links,
      face: 'json',
      flags: { 'only-down': true },
    });
    expect(result).toMatchObject({ columns: expect.arrayContaining(['error', 'local_connection', 'last_changed']) });
    expect(rowsOf(result)).toEqual([[...['', '', 'def', 'now', '', '', 'error'], ...['', '', '', '', '', '/']]]);
  });

  it('one of a queue tells its consumer', async () => {
    const answers = { 'GET federation-links': [{ ...link, queue: 'q', consumer_tag: 'federation' }, link] };
    const { result } = await runCommand(federationStatus, { answers, face: 'json' });
    expect(result).toMatchObject({ kind: 'value', value: [{ queue: 'q', consumer_tag: 'federation' }, { queue: '' }] });
  });

  it('text is Erlang’s, which HTTP can tell before Erlang 26; of none always', async () => {
    const failing = { ...link, status: 'error', type: 'exchange', error: '{shutdown,<<"e">>}' };
    const answers = { 'GET federation-links': [failing] };
    const { result } = await runCommand(federationStatus, { answers, erlang: '25.2.3' });
    const text = String(result?.kind === 'value' && result.value);
    expect(text.replaceAll(/\s+/g, '')).toBe(
      `[#{error=>{shutdown,<<"e">>},exchange=><<>>,id=><<"abc">>,last_changed=><<"now">>,local_connection=><<>>,queue=><<>>,status=>error,type=>exchange,upstream=><<>>,upstream_exchange=><<>>,upstream_queue=><<>>,uri=><<>>,vhost=><<"/">>}]`,
    );
    expect((await runCommand(federationStatus, { answers })).error).toBeInstanceOf(NotOverHttp);
    const unread = { 'GET federation-links': [{ ...failing, error: 'no <term>' }] };
    expect((await runCommand(federationStatus, { answers: unread, erlang: '25' })).error).toBeInstanceOf(NotOverHttp);
    const none = await runCommand(federationStatus, { answers: { 'GET federation-links': [] } });
    expect(none.result).toEqual({ kind: 'value', value: '[]' });
  });

  it('one that is not here is not found; where it runs is said', async () => {
    const answers = { ...links, 'DELETE federation-links/vhost/%2F/abc/rabbit%40mq1/restart': undefined };
    const { seen } = await runCommand(restartLink, { args: { link_id: 'abc' }, answers });
    expect(requests(seen)).toContain('DELETE federation-links/vhost/%2F/abc/rabbit%40mq1/restart');
    const elsewhere = { 'GET federation-links': [{ ...link, node: 'rabbit@mq2' }] };
    const { error } = await runCommand(restartLink, { args: { link_id: 'abc' }, answers: elsewhere });
    expect(error).toMatchObject({ exitCode: 69, hint: 'It runs on rabbit@mq2.' });
  });
});
