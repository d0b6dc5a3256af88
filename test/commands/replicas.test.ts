import { describe, expect, it } from 'vitest';
import { ApiRefused } from '../../src/api/errors.js';
import type { CommandClass } from '../../src/cli/command.js';
import addMember from '../../src/commands/add_member.js';
import cancelSyncQueue from '../../src/commands/cancel_sync_queue.js';
import deleteMember from '../../src/commands/delete_member.js';
import grow from '../../src/commands/grow.js';
import quorumStatus from '../../src/commands/quorum_status.js';
import rebalance from '../../src/commands/rebalance.js';
import shrink from '../../src/commands/shrink.js';
import streamStatus from '../../src/commands/stream_status.js';
import syncQueue from '../../src/commands/sync_queue.js';
import { DataError, NotOverHttp, UsageError } from '../../src/errors.js';
import { requests, rowsOf, runCommand } from './fakes.js';

const adding = 'POST queues/quorum/%2F/q/replicas/add';
const nodes = {
  'GET nodes': ['mq1', 'mq2', 'mq3'].map((host) => ({ name: `rabbit@${host}`, running: host !== 'mq3' })),
};
const args = { queue: 'q', node: 'rabbit@mq2' };
const refusal = (status: number, reason: string) => new ApiRefused(reason, { status, answer: {} });

describe('add_member', () => {
  it('names the membership only when it was given', async () => {
    const answers = { ...nodes, [adding]: undefined };
    const plain = await runCommand(addMember, { args, answers });
    const voter = await runCommand(addMember, { args, flags: { membership: 'voter' }, answers });
    expect(plain.seen.at(-1)?.body).toEqual({ node: 'rabbit@mq2' });
    expect(voter.seen.at(-1)?.body).toEqual({ node: 'rabbit@mq2', membership: 'voter' });
  });

  it('refuses a node that is no member or does not run, and a membership before 4.0', async () => {
    for (const node of ['rabbit@other', 'rabbit@mq3']) {
      const { error } = await runCommand(addMember, { args: { ...args, node }, answers: nodes });
      expect(error).toBeInstanceOf(UsageError);
    }
    const early = await runCommand(addMember, { args, flags: { membership: 'voter' }, rabbitmq: '3.12.1' });
    expect(early.error).toBeInstanceOf(UsageError);
  });

  it('asks the own tool where the configuration forbids the request', async () => {
    const { error } = await runCommand(addMember, { args, answers: { ...nodes, [adding]: refusal(405, 'no') } });
    expect(error).toBeInstanceOf(NotOverHttp);
  });

  it.each([
    ['4.0.5', 65],
    ['3.13.7', 69],
  ])('ends with what %s ends with when there is no such queue', async (rabbitmq, exitCode) => {
    const answers = { ...nodes, [adding]: refusal(503, 'not_found') };
    expect((await runCommand(addMember, { args, rabbitmq, answers })).error).toMatchObject({ exitCode });
  });
});

describe('delete_member', () => {
  it('says the node in the body', async () => {
    const answers = { 'DELETE queues/quorum/%2F/q/replicas/delete': undefined };
    expect((await runCommand(deleteMember, { args, answers })).seen.at(-1)?.body).toEqual({ node: 'rabbit@mq2' });
  });

  it('is done where the node is no member of the cluster', async () => {
    const answers = { 'DELETE queues/quorum/%2F/q/replicas/delete': new DataError('Node is not a cluster member') };
    expect((await runCommand(deleteMember, { args, answers })).error).toBeUndefined();
  });

  it('asks the own tool on versions without the request', async () => {
    const { error, seen } = await runCommand(deleteMember, { args, rabbitmq: '3.10.8' });
    expect(error).toBeInstanceOf(NotOverHttp);
    expect(requests(seen)).toEqual([]);
  });
});

describe('quorum_status', () => {
  const leader = { 'Node Name': 'rabbit@mq1', 'Raft State': 'leader', 'Last Log Index': 3 };
  const away = { 'Node Name': 'rabbit@mq2', 'Raft State': 'noproc', 'LastLog Index': '' };
  const status = (members: readonly object[], apiOnly: boolean, formatter?: string) =>
    runCommand(quorumStatus, {
      args: { queue: 'q' },
      apiOnly,
      flags: formatter === undefined ? {} : { formatter },
      answers: { 'GET queues/quorum/%2F/q/status': members },
    });

  it('asks the own tool when a member has other keys, and as Erlang terms', async () => {
    expect((await status([leader, away], false)).error).toBeInstanceOf(NotOverHttp);
    expect((await status([leader], false, 'erlang')).error).toBeInstanceOf(NotOverHttp);
  });

  it('shows with --api-only what there is', async () => {
    const { result } = await status([leader, away], true, 'csv');
    expect(rowsOf(result)).toEqual([
      ['rabbit@mq1', 'leader', 3, ''],
      ['rabbit@mq2', 'noproc', '', ''],
    ]);
  });
});

it('stream_status is always answered by the own tool', () => {
  const { definition }: Pick<CommandClass, 'definition'> = streamStatus;
  expect(() => definition.run({} as never)).toThrow(NotOverHttp);
});

describe.each<[string, Pick<CommandClass, 'definition'>, Record<string, string>, object]>([
  [
    ...(['POST queues/quorum/replicas/on/rabbit%40mq2/grow', grow] as const),
    { node: 'rabbit@mq2', strategy: 'even' },
    { strategy: 'even', vhost_pattern: '.*', queue_pattern: '.*' },
  ],
  ['DELETE queues/quorum/replicas/on/rabbit%40mq2/shrink', shrink, { node: 'rabbit@mq2' }, {}],
  ['POST rebalance/queues', rebalance, { type: 'all' }, {}],
])('%s', (request, command, args, body) => {
  it('tells no outcome, so the own tool does it', async () => {
    const { error, seen } = await runCommand(command, { args });
    expect(error).toBeInstanceOf(NotOverHttp);
    expect(seen).toEqual([]);
  });

  it('is done where nothing else may be asked, and what is not known then is said', async () => {
    const { seen, notes } = await runCommand(command, { args, apiOnly: true, answers: { [request]: undefined } });
    expect(seen).toEqual([{ request, ...(Object.keys(body).length > 0 && { body }) }]);
    expect(notes.join()).toMatch(/^The server has begun; HTTP does not tell/);
  });
});

it('some queues alone are not rebalanced, and members are not moved by versions that cannot, over HTTP', async () => {
  const some = { args: { type: 'all' }, flags: { 'queue-pattern': '^a' }, apiOnly: true };
  expect((await runCommand(rebalance, some)).error).toBeInstanceOf(NotOverHttp);
  const old = { args: { node: 'rabbit@mq2', strategy: 'all' }, apiOnly: true, rabbitmq: '3.10.8' };
  for (const command of [grow, shrink]) expect((await runCommand(command, old)).error).toBeInstanceOf(NotOverHttp);
});

describe('mirrors', () => {
  it.each([syncQueue, cancelSyncQueue])('are no more since 4.0', async (each) => {
    expect((await runCommand(each, { args: { queue: 'q' } })).error).toBeInstanceOf(UsageError);
  });

  it('are looked for first: HTTP says yes to any queue', async () => {
    const { error, seen } = await runCommand(syncQueue, {
      ...{ args: { queue: 'q' }, rabbitmq: '3.10.8' },
      answers: { 'GET queues/%2F/q': { type: 'classic' } },
    });
    expect(error).toMatchObject({ exitCode: 69 });
    expect(requests(seen)).toEqual(['GET queues/%2F/q']);
  });
});
