import { describe, expect, it } from 'vitest';
import closeAllConnections from '../../src/commands/close_all_connections.js';
import closeAllUserConnections from '../../src/commands/close_all_user_connections.js';
import closeConnection from '../../src/commands/close_connection.js';
import { DataError, NotOverHttp } from '../../src/errors.js';
import { requests, runCommand } from './fakes.js';

const first = { name: '10.0.0.1:1 -> 10.0.0.9:5672', vhost: '/', user: 'ann', node: 'rabbit@mq1' };
const second = { name: '10.0.0.1:2 -> 10.0.0.9:5672', vhost: 'shop', user: 'ann', node: 'rabbit@mq2' };
const third = { name: '10.0.0.1:3 -> 10.0.0.9:5672', vhost: '/', user: 'ben', node: 'rabbit@mq2' };
const closing = ({ name }: { readonly name: string }) => `DELETE connections/${encodeURIComponent(name)}`;
const answers = {
  'GET whoami': { name: 'ops', tags: ['administrator'] },
  'GET connections': [first, second, third],
  'GET connections/username/ann': [first, second],
  ...Object.fromEntries([first, second].map((each) => [closing(each), undefined])),
};
const flags = { global: false, limit: 0, 'per-connection-delay': 0 };
const deletions = (seen: Parameters<typeof requests>[0]) => requests(seen).filter((each) => each.startsWith('DELETE'));

describe('closing connections', () => {
  it('of a virtual host, those that went meanwhile among them', async () => {
    const { result, seen } = await runCommand(closeAllConnections, { args: { explanation: 'x' }, flags, answers });
    expect(result).toEqual({ kind: 'value', value: 'Closed 2 connections' });
    expect(deletions(seen)).toEqual([first, third].map(closing));
  });

  it('of one node, in every virtual host; a limit is for virtual hosts', async () => {
    const given = { args: { explanation: 'x' }, flags: { ...flags, global: true, limit: 1 } };
    const onOther = { ...second, node: 'rabbit@mq1' };
    const { seen } = await runCommand(closeAllConnections, {
      ...given,
      answers: { ...answers, 'GET connections': [first, onOther, third] },
    });
    expect(deletions(seen)).toEqual([first, second].map(closing));
  });

  it('of a user, one request each', async () => {
    const { seen } = await runCommand(closeAllUserConnections, {
      args: { username: 'ann', explanation: 'x' },
      answers,
    });
    expect(deletions(seen)).toEqual([first, second].map(closing));
  });

  it('asks the own tool where HTTP lists new ones late; with --api-only it says so', async () => {
    const given = { args: { explanation: 'x' }, flags, answers, rabbitmq: '4.3.6' };
    expect((await runCommand(closeAllConnections, given)).error).toBeInstanceOf(NotOverHttp);
    const { result, notes } = await runCommand(closeAllConnections, { ...given, apiOnly: true });
    expect(result).toEqual({ kind: 'value', value: 'Closed 2 connections' });
    expect(notes).toHaveLength(1);
  });

  it('asks the own tool where HTTP shows a user only its own', async () => {
    const { error, seen } = await runCommand(closeAllUserConnections, {
      args: { username: 'ann', explanation: 'x' },
      answers: { ...answers, 'GET whoami': { name: 'ops', tags: 'management' } },
    });
    expect(error).toBeInstanceOf(NotOverHttp);
    expect(requests(seen)).toEqual(['GET whoami']);
  });

  it.each(['é', 'two\nlines', ' begins with a blank', 'bell\u0007'])(
    'asks the own tool to say %j',
    async (explanation) => {
      const { error } = await runCommand(closeAllUserConnections, { args: { username: 'ann', explanation }, answers });
      expect(error).toBeInstanceOf(NotOverHttp);
    },
  );

  it('refuses what cannot be counted', () => {
    const { validate } = closeAllConnections.definition;
    const given = (over: Partial<typeof flags>) => ({
      args: { explanation: 'x' },
      flags: { vhost: '/', ...flags, ...over },
    });
    expect(() => validate?.(given({ limit: -1 }))).toThrow(DataError);
    expect(() => validate?.(given({ 'per-connection-delay': -1 }))).toThrow(DataError);
  });
});

describe('close_connection', () => {
  const close = (connection_pid: string) =>
    runCommand(closeConnection, { args: { connection_pid, explanation: 'x' }, answers });

  it('takes a name, which HTTP knows', async () => {
    expect((await close(first.name)).error).toBeUndefined();
  });

  it('hands a pid to the own tool', async () => {
    expect((await close('<rabbit@mq1.1.2.0>')).error).toBeInstanceOf(NotOverHttp);
  });

  it('says that nothing has that name', async () => {
    expect((await close(third.name)).error).toMatchObject({ exitCode: 69 });
  });
});
