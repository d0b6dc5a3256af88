import { describe, expect, it } from 'vitest';
import { ApiRefused } from '../../src/api/errors.js';
import alarms from '../../src/commands/alarms.js';
import awaitOnlineNodes from '../../src/commands/await_online_nodes.js';
import awaitQuorum from '../../src/commands/await_online_quorum_plus_one.js';
import awaitMirror from '../../src/commands/await_online_synchronized_mirror.js';
import certificates from '../../src/commands/check_certificate_expiration.js';
import leaders from '../../src/commands/check_for_quorum_queues_without_an_elected_leader.js';
import deprecated from '../../src/commands/check_if_any_deprecated_features_are_used.js';
import store from '../../src/commands/check_if_metadata_store_is_initialized.js';
import storeWithData from '../../src/commands/check_if_metadata_store_is_initialized_with_data.js';
import mirrorCritical from '../../src/commands/check_if_node_is_mirror_sync_critical.js';
import erlangVersion from '../../src/commands/erlang_version.js';
import targetSize from '../../src/commands/has_reached_target_cluster_size.js';
import isRunning from '../../src/commands/is_running.js';
import listeners from '../../src/commands/listeners.js';
import logLocation from '../../src/commands/log_location.js';
import memoryBreakdown from '../../src/commands/memory_breakdown.js';
import nodeHealthCheck from '../../src/commands/node_health_check.js';
import resetStatistics from '../../src/commands/reset_stats_db.js';
import serverVersion from '../../src/commands/server_version.js';
import { DataError, NotOverHttp, TimedOut } from '../../src/errors.js';
import { requests, runCommand } from './fakes.js';

const failed = (answer: Readonly<Record<string, unknown>>) =>
  new ApiRefused('failed', { status: 503, answer: { status: 'failed', ...answer } });
const check = (name: string, answer: unknown) => ({ [`GET health/checks/${name}`]: answer });
const ok = { status: 'ok' };
const answerOf = async (...given: Parameters<typeof runCommand>) => {
  const { result, error } = await runCommand(...given);
  return error ?? (result?.kind === 'value' ? result.value : result);
};

describe('what a node tells', () => {
  it('alarms: those of this node are local, the others global', async () => {
    const answers = {
      'GET health/checks/alarms': failed({
        alarms: [
          { node: 'rabbit@mq1', resource: 'memory' },
          { node: 'rabbit@mq2', resource: 'disk' },
        ],
      }),
    };
    expect(await answerOf(alarms, { answers, face: 'json' })).toMatchObject({
      ...{ result: 'ok', local: ['Memory alarm on node rabbit@mq1'] },
      global: ['Free disk space alarm on node rabbit@mq2'],
    });
  });

  it('listeners: of this node alone', async () => {
    const answers = {
      'GET overview': {
        listeners: [
          { node: 'rabbit@mq1', protocol: 'amqp', ip_address: '::', port: 5672 },
          { node: 'rabbit@mq2', protocol: 'mqtt', ip_address: '::', port: 1883 },
        ],
      },
    };
    expect(await answerOf(listeners, { answers })).toBe(
      'Interface: [::], port: 5672, protocol: amqp, purpose: AMQP 0-9-1 and AMQP 1.0',
    );
  });

  it("listeners: the name of a protocol is the version tool's", async () => {
    const answers = {
      'GET overview': { listeners: [{ node: 'rabbit@mq1', protocol: 'http/web-mqtt', ip_address: '::', port: 15675 }] },
    };
    const on = (rabbitmq: string) => answerOf(listeners, { answers, rabbitmq });
    expect(await on('4.0.5')).toMatch(/: MQTT over WebSockets$/);
    expect(await on('4.3.6')).toMatch(/: MQTT over WebSocket$/);
  });

  it('memory_breakdown: shares of the largest total, the largest category first', async () => {
    const memory = { code: 25_000_000, atom: 1_000, strategy: 'rss', total: { rss: 100_000_000, erlang: 50_000_000 } };
    const answers = { 'GET nodes/rabbit%40mq1': { memory } };
    expect(await answerOf(memoryBreakdown, { answers, flags: { unit: 'mb' } })).toBe(
      'code: 25.0 mb (25.0%)\natom: 0.001 mb (0.0%)\n',
    );
    expect(await answerOf(memoryBreakdown, { answers, flags: { unit: 'bytes' } })).toContain('code: 25000000 bytes');
  });

  it('versions', async () => {
    expect(await answerOf(serverVersion)).toBe('4.0.5');
    expect(await answerOf(erlangVersion)).toBe('Erlang/OTP 27.2');
    const answers = { 'GET overview': { erlang_full_version: 'Erlang/OTP 27 [erts-15]' } };
    expect(await answerOf(erlangVersion, { answers, flags: { details: true } })).toBe('Erlang/OTP 27 [erts-15]');
    expect(await answerOf(erlangVersion, { flags: { offline: true } })).toBeInstanceOf(NotOverHttp);
  });

  it('log_location: the default file, or all; before there are statistics the tool is asked', async () => {
    const answers = { 'GET nodes': [{ name: 'rabbit@mq1', log_files: ['/a.log', '<stdout>'] }] };
    expect(await answerOf(logLocation, { answers })).toBe('/a.log');
    expect(await answerOf(logLocation, { answers, flags: { all: true } })).toBe('/a.log\n<stdout>');
    expect(await answerOf(logLocation, { answers: { 'GET nodes': [{ name: 'rabbit@mq1' }] } })).toBeInstanceOf(
      NotOverHttp,
    );
  });

  it('is_running', async () => {
    expect(await answerOf(isRunning, { answers: { 'GET overview': {} }, face: 'json' })).toMatchObject({
      result: true,
    });
  });

  it('reset_stats_db: of the node, or of all', async () => {
    const answers = { 'DELETE reset/rabbit%40mq1': undefined, 'DELETE reset': undefined };
    expect(requests((await runCommand(resetStatistics, { answers })).seen)).toEqual(['DELETE reset/rabbit%40mq1']);
    const all = await runCommand(resetStatistics, { answers, flags: { all: true } });
    expect(requests(all.seen)).toEqual(['DELETE reset']);
  });
});

describe('waits', () => {
  it('await_online_nodes ends with the last one that is needed; an answer that is late is the end of the time', async () => {
    const nodes = [{ name: 'rabbit@mq1', running: true }, { name: 'rabbit@mq2' }];
    const enough = await runCommand(awaitOnlineNodes, { args: { count: '1' }, answers: { 'GET nodes': nodes } });
    expect(enough.error).toBeUndefined();
    const late = { 'GET nodes': new TimedOut('no answer') };
    const { error } = await runCommand(awaitOnlineNodes, { args: { count: '1' }, answers: late });
    expect(error).toMatchObject({ exitCode: 70, hint: 'It did not answer in time.' });
  });

  it.each([
    ['quorum', awaitQuorum, 'node-is-quorum-critical', '4.0.5'],
    ['mirrors', awaitMirror, 'node-is-mirror-sync-critical', '3.10.8'],
  ])('%s: the only node has nothing to wait for', async (_, command, name, rabbitmq) => {
    const answers = check(name, { ...ok, reason: 'single node cluster' });
    expect(await answerOf(command, { answers, rabbitmq })).toContain('the command does not apply');
    expect((await runCommand(command, { rabbitmq })).error).toBeInstanceOf(NotOverHttp);
  });

  it('mirrors are nothing to wait for since 4.0: the tool says so', async () => {
    expect((await runCommand(awaitMirror, { rabbitmq: '4.0.5' })).passed).toHaveLength(1);
  });
});

describe('checks', () => {
  it.each([
    ['metadata-store/initialized', store, {}],
    ['metadata-store/initialized/with-data', storeWithData, {}],
    ['reached-target-cluster-size', targetSize, {}],
    [
      'quorum-queues-without-elected-leaders/all-vhosts/pattern/.*',
      leaders,
      { args: { pattern: '.*' }, flags: { 'across-all-vhosts': true } },
    ],
    ['quorum-queues-without-elected-leaders/vhost/%2F/pattern/q', leaders, { args: { pattern: 'q' } }],
    ['certificate-expiration/4/weeks', certificates, { flags: { within: 4, unit: 'weeks' } }],
    ['node-is-mirror-sync-critical', mirrorCritical, { rabbitmq: '3.10.8' }],
  ])('%s: well, not well, not there', async (name, command, given) => {
    expect((await runCommand(command, { ...given, answers: check(name, ok) })).error).toBeUndefined();
    const { error } = await runCommand(command, { ...given, answers: check(name, failed({ reason: 'not so well' })) });
    expect(error).toMatchObject({ exitCode: 69 });
    expect((await runCommand(command, given)).error).toBeInstanceOf(NotOverHttp);
  });

  it('a version without the check answers a %2F in its path as a bad request', async () => {
    const name = 'GET health/checks/quorum-queues-without-elected-leaders/vhost/%2F/pattern/q';
    const { error } = await runCommand(leaders, { args: { pattern: 'q' }, answers: { [name]: new DataError('') } });
    expect(error).toBeInstanceOf(NotOverHttp);
  });

  it('mirrors are no question since 4.0', async () => {
    expect(await answerOf(mirrorCritical, { rabbitmq: '4.0.5' })).toBe('ok');
  });

  it('deprecated features are named', async () => {
    const answers = { 'GET deprecated-features/used': [{ name: 'transient_nonexcl_queues' }] };
    expect((await runCommand(deprecated, { answers })).error).toMatchObject({
      ...{ exitCode: 69, message: 'transient_nonexcl_queues' },
      details: { deprecated_features: ['transient_nonexcl_queues'] },
    });
    expect((await runCommand(deprecated)).error?.exitCode).toBe(64);
  });

  it('node_health_check fails by its answer, not by its status; since 4.0 it asks nothing', async () => {
    const answers = { 'GET healthchecks/node/rabbit%40mq1': { status: 'failed', reason: 'no channel' } };
    const { error } = await runCommand(nodeHealthCheck, { answers, rabbitmq: '3.10.8' });
    expect(error).toMatchObject({ exitCode: 70, message: expect.stringContaining('no channel') });
    expect((await runCommand(nodeHealthCheck, { rabbitmq: '4.0.5' })).seen).toEqual([]);
  });
});
