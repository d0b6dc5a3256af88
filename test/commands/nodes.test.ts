import { describe, expect, it } from 'vitest';
import { ApiRefused } from '../../src/api/errors.js';
import awaitStartup from '../../src/commands/await_startup.js';
import checkAlarms from '../../src/commands/check_alarms.js';
import clusterStatus from '../../src/commands/cluster_status.js';
import forceReset from '../../src/commands/force_reset.js';
import forgetClusterNode from '../../src/commands/forget_cluster_node.js';
import logTailStream from '../../src/commands/log_tail_stream.js';
import onNode from '../../src/commands/on-node.js';
import ping from '../../src/commands/ping.js';
import reset from '../../src/commands/reset.js';
import setClusterName from '../../src/commands/set_cluster_name.js';
import startApp from '../../src/commands/start_app.js';
import status from '../../src/commands/status.js';
import stopApp from '../../src/commands/stop_app.js';
import version from '../../src/commands/version.js';
import { NotOverHttp, NotPermitted, Unavailable, UsageError } from '../../src/errors.js';
import { runCommand } from './fakes.js';

it.each([
  ['start_app', startApp],
  ['stop_app', stopApp],
  ['reset', reset],
  ['force_reset', forceReset],
  ['forget_cluster_node', forgetClusterNode],
])('%s is the node’s own tool, and asks HTTP nothing', async (_, command) => {
  const { seen, passed } = await runCommand(command, { args: { member: 'rabbit@mq2' } });
  expect([seen, passed]).toEqual([[], [undefined]]);
});

it('log_tail_stream is the node’s own tool, until somebody ends it', async () => {
  const { seen, passed } = await runCommand(logTailStream);
  expect([seen, passed]).toEqual([[], [{ endless: true }]]);
});

describe('check_alarms', () => {
  const route = 'GET health/checks/alarms';
  const alarms = [
    { node: 'rabbit@mq1', resource: 'memory' },
    { node: 'rabbit@mq2', resource: 'disk' },
  ];
  const raised = new ApiRefused('alarms', { status: 503, answer: { status: 'failed', reason: 'alarms', alarms } });

  it('says that there are none', async () => {
    const given = { answers: { [route]: { status: 'ok' } } };
    expect((await runCommand(checkAlarms, given)).result).toEqual({
      kind: 'value',
      value: 'Node rabbit@mq1 reported no alarms, local or clusterwide',
    });
    expect((await runCommand(checkAlarms, { ...given, flags: { silent: true } })).result).toEqual({ kind: 'nothing' });
    expect((await runCommand(checkAlarms, { ...given, face: 'json' })).result).toMatchObject({
      value: { result: 'ok' },
    });
  });

  it('fails with 69 when there are, the node’s own and the others told apart', async () => {
    const { error } = await runCommand(checkAlarms, { answers: { [route]: raised } });
    expect(error?.exitCode).toBe(69);
    expect(error?.message.split('\n')).toHaveLength(2);
    expect(error?.details).toMatchObject({ local: [expect.any(String)], global: [expect.any(String)] });
  });

  it('fails with the server’s reason when the check does and names no alarm', async () => {
    const answer = { status: 'failed', reason: 'the alarm handler does not answer' };
    const silent = new ApiRefused(answer.reason, { status: 503, answer });
    for (const face of ['text', 'json'] as const) {
      const { error } = await runCommand(checkAlarms, { answers: { [route]: silent }, face });
      expect(error).toMatchObject({ message: answer.reason, exitCode: 69 });
    }
  });

  it('a version without that check is asked for its nodes', async () => {
    const nodes = [{ name: 'rabbit@mq1', mem_alarm: true, disk_free_alarm: false }];
    const { error } = await runCommand(checkAlarms, { answers: { 'GET nodes': nodes } });
    expect(error?.message).toContain('rabbit@mq1');
  });
});

it('status is the node’s own tool’s, unless that is forbidden', async () => {
  expect((await runCommand(status, { flags: { unit: 'gb' } })).error).toBeInstanceOf(NotOverHttp);
});

it('cluster_status as a whole Erlang term is the node’s own tool’s', async () => {
  const { error, seen } = await runCommand(clusterStatus, { face: 'erlang' });
  expect(error).toBeInstanceOf(NotOverHttp);
  expect(seen).toEqual([]);
});

describe('cluster_status', () => {
  const answers = {
    'GET overview': { node: 'rabbit@mq1', rabbitmq_version: '4.0.5', erlang_version: '27.2', cluster_name: 'lab' },
    'GET nodes': [
      { name: 'rabbit@mq1', running: true, type: 'disc', processors: 2 },
      { name: 'rabbit@mq2', running: true, type: 'disc' },
    ],
    'GET feature-flags': [],
    'GET health/checks/alarms': { status: 'ok' },
  };

  it('leaves what a silent member would have said to the node’s own tool', async () => {
    const { error } = await runCommand(clusterStatus, { answers });
    expect(error).toBeInstanceOf(NotOverHttp);
    expect(error?.message).toContain('rabbit@mq2');
  });

  it('with --api-only shows the rest, and says what is unknown', async () => {
    const { result, notes } = await runCommand(clusterStatus, { answers, apiOnly: true });
    expect(result).toMatchObject({
      value: expect.stringContaining('rabbit@mq2: RabbitMQ (unknown) on Erlang (unknown)'),
    });
    expect(result).toMatchObject({
      value: expect.stringContaining('Node: rabbit@mq2, available CPU cores: (unknown)'),
    });
    expect(notes).toEqual([
      expect.stringContaining('Unknown here: rabbit@mq2 does not answer over HTTP'),
      'Unknown here: HTTP has no statistics of rabbit@mq2 yet.',
    ]);
    const json = await runCommand(clusterStatus, { answers, apiOnly: true, face: 'json' });
    expect(json.result).toMatchObject({
      value: {
        cpu_cores: { 'rabbit@mq1': 2, 'rabbit@mq2': null },
        versions: { 'rabbit@mq2': { erlang_version: null, rabbitmq_version: null } },
      },
    });
  });

  it('as the classic term needs no statistics', async () => {
    const { result, notes } = await runCommand(clusterStatus, { answers, apiOnly: true, face: 'erlang' });
    expect([result?.kind, notes]).toEqual(['value', []]);
  });
});

it('ping and await_startup are content with an answer over HTTP, and leave the rest to the tool', async () => {
  const answers = { 'GET overview': { node: 'rabbit@mq1' } };
  expect((await runCommand(ping, { answers })).result).toEqual({ kind: 'value', value: 'Ping succeeded' });
  expect((await runCommand(awaitStartup, { answers })).error).toBeUndefined();
  // A restarting node cuts lines that were up already: that, too, is what these two wait for.
  const cut = { 'GET overview': new Unavailable('cut', { reached: true }) };
  expect((await runCommand(ping, { answers: cut })).error).toBeInstanceOf(NotOverHttp);
  expect((await runCommand(awaitStartup, { answers: cut })).error).toBeInstanceOf(NotOverHttp);
  const refused = { 'GET overview': new NotPermitted('401') };
  expect((await runCommand(awaitStartup, { answers: refused })).error).toBeInstanceOf(NotPermitted);
});

it('set_cluster_name sends the name', async () => {
  const { seen } = await runCommand(setClusterName, {
    args: { name: 'é lab' },
    answers: { 'PUT cluster-name': undefined },
  });
  expect(seen).toEqual([{ request: 'PUT cluster-name', body: { name: 'é lab' } }]);
});

it('version is the node’s; --client is ours, and asks nobody', async () => {
  const answers = { 'GET overview': { rabbitmq_version: '4.0.5' } };
  expect((await runCommand(version, { answers })).result).toEqual({ kind: 'value', value: '4.0.5' });
  expect((await runCommand(version, { answers, face: 'json' })).result).toMatchObject({
    value: { node: 'rabbit@mq1', result: 'ok', value: { version: '4.0.5' } },
  });
  const ours = await runCommand(version, { flags: { client: true } });
  expect(ours.result).toMatchObject({
    kind: 'value',
    value: [expect.stringMatching(/^\d+\.\d+\.\d+$/), 'commit: unknown', expect.stringMatching(/^build: Node\.js /)],
  });
  const asJson = await runCommand(version, { flags: { client: true }, face: 'json' });
  expect(asJson.result).toMatchObject({ kind: 'value', value: { commit: 'unknown' } });
});

describe('on-node', () => {
  const check = (...words: readonly string[]) =>
    onNode.definition.validate?.({ args: { command: words }, flags: {} as never });

  it('runs RabbitMQ’s own tools only', () => {
    expect(() => check()).toThrow(UsageError);
    expect(() => check('rm', '-rf')).toThrow("rm is not one of RabbitMQ's tools");
    expect(() => check('rabbitmq-diagnostics', 'observer')).not.toThrow();
  });
});
