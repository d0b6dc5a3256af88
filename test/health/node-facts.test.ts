import { expect, test } from 'vitest';
import { NotPermitted, Unavailable } from '../../src/errors.js';
import { failed, healthOf, nodeOf, notFound, three, told } from './clusters.js';

test('virtual hosts that are down on a node', async () => {
  const answers = {
    'GET health/checks/virtual-hosts': failed({ reason: 'Some virtual hosts are down', 'virtual-hosts': ['shop'] }),
  };
  expect(told(await healthOf([{}, { answers }]))).toEqual(['critical vhosts rabbit@mq2: virtual hosts are down: shop']);
});

test('a metadata store that is not there', async () => {
  const answers = {
    'GET health/checks/metadata-store/initialized/with-data': failed({
      reason: 'Metadata store has not yet been initialized',
    }),
  };
  expect(told(await healthOf([{}, {}, { answers }]))).toEqual([
    'critical metadata-store rabbit@mq3: its metadata store is not well: Metadata store has not yet been initialized',
  ]);
});

test('a port that the configuration opens, and the node does not', async () => {
  const text =
    '[{rabbit,[{tcp_listeners,[{"127.0.0.1",5673},5672]},{ssl_listeners,[5671]},{default_pass,<<"5999">>}]}]';
  expect(told(await healthOf([{ answers: { 'GET config/effective': text } }]))).toEqual([
    'critical listeners rabbit@mq1: does not listen on port 5673 (amqp), which its configuration opens',
    'critical listeners rabbit@mq1: does not listen on port 5671 (amqp/ssl), which its configuration opens',
  ]);
});

test('ports that Erlang prints as text, and those of plugins', async () => {
  const text = '[{rabbit,[{tcp_listeners,"PQ"}]},{rabbitmq_prometheus,[{tcp_config,[{port,15692}]}]}]';
  expect(
    told(await healthOf([{ answers: { 'GET config/effective': text } }])).map((line) => line.split(',')[0]),
  ).toEqual([
    'critical listeners rabbit@mq1: does not listen on port 80 (amqp)',
    'critical listeners rabbit@mq1: does not listen on port 81 (amqp)',
    'critical listeners rabbit@mq1: does not listen on port 15692 (http/prometheus)',
  ]);
});

test('before 3.10.13 the tool of the node tells its configuration; who may not see it is told so', async () => {
  const old = { answers: { 'GET config/effective': notFound } };
  const tools = { environment: { code: 0, stdout: '[{rabbit,[{tcp_listeners,[5679]}]}]\n' } };
  expect(told(await healthOf([{ ...old, tools }]))).toEqual([expect.stringContaining('port 5679 (amqp)')]);
  const hidden = { answers: { 'GET config/effective': new NotPermitted('that is for administrators') } };
  expect(await healthOf([hidden])).toMatchObject({
    notChecked: [{ check: 'listeners', node: three[0], reason: 'that is for administrators' }],
  });
});

test('feature flags that are off, and deprecated features in use', async () => {
  const answers = {
    'GET feature-flags': [
      { name: 'rabbitmq_4.1.0', state: 'disabled', stability: 'stable' },
      { name: 'khepri_db', state: 'disabled', stability: 'experimental' },
    ],
    'GET deprecated-features/used': [
      { name: 'transient_nonexcl_queues', desc: 'Of no use', doc_url: 'https://example.org' },
    ],
  };
  const report = await healthOf([{ answers }]);
  expect(told(report)).toEqual([
    'warning feature-flags: stable feature flags are off: rabbitmq_4.1.0',
    'warning deprecated-features: transient_nonexcl_queues is in use, and deprecated: a later version will not have it',
  ]);
  expect(report.findings[0]?.advice).toContain('rabbitmqctl enable_feature_flag rabbitmq_4.1.0');
});

test('versions that differ; flags of the newer one are not missed meanwhile', async () => {
  const answers = { 'GET feature-flags': [{ name: 'rabbitmq_4.1.0', state: 'disabled', stability: 'stable' }] };
  const report = await healthOf([{ answers }, {}, { version: '4.1.8' }]);
  expect(told(report)).toEqual([
    'warning versions: nodes run different versions of RabbitMQ: 4.0.5 on rabbit@mq1, rabbit@mq2; 4.1.8 on rabbit@mq3',
  ]);
  expect(report.findings[0]?.advice).toContain('rolling-upgrade --to 4.1.8');
});

const listener = (file: string, time: string) => ({
  ...{ node: three[0], protocol: 'amqp/ssl', interface: '[::]', port: 5671, certfile: file, cacertfile: '/ca.pem' },
  ...{ certfile_expires_on: [time], cacertfile_expires_on: [] },
});
const inDays = (days: number) =>
  new Date(Date.now() + days * 86_400_000 + 60_000).toISOString().slice(0, 19).replace('T', ' ');

test.each([
  [20, 'warning', /expires on \d{4}-\d\d-\d\d, in 20 days$/],
  [3, 'critical', /expires on .*, in 3 days$/],
  [-2, 'critical', /has expired on /],
])('a certificate with %i days to go', async (days, level, words) => {
  const expired = [listener('/node.pem', inDays(days)), listener('/node.pem', inDays(days))];
  const answers = {
    'GET health/checks/certificate-expiration/30/days': failed({ reason: 'Certificates expiring', expired }),
  };
  const report = await healthOf([{ answers }]);
  expect(report.findings).toMatchObject([
    { check: 'certificates', level, node: three[0], message: expect.stringMatching(words) },
  ]);
});

test('before 3.8.10 the tool of the node tells of certificates', async () => {
  const answers = { 'GET health/checks/certificate-expiration/30/days': notFound };
  const stdout = JSON.stringify({ result: 'error', expired: [listener('/old.pem', '2026-01-02 3:04:05')] });
  const report = await healthOf([{ answers, tools: { check_certificate_expiration: { code: 69, stdout } } }]);
  expect(told(report)).toEqual([
    'critical certificates rabbit@mq1: the certificate in /old.pem has expired on 2026-01-02',
  ]);
});

test('a clock that goes differently, over SSH; what SSH does not reach is not checked', async () => {
  expect(told(await healthOf([{}, {}, { ahead: -30 }]))).toEqual([
    expect.stringMatching(
      /^warning clock rabbit@mq3: its clock is (30|29\.\d) s behind that of the others \(more than 2 s\)$/,
    ),
  ]);
  const unreached = three.map((name) => {
    const node = nodeOf(name, three);
    const run = async () => Promise.reject(new Unavailable(`no SSH to ${name}`));
    return { ...node, host: { ...node.host, run } };
  });
  const { clock } = await import('../../src/health/clock.js');
  const { usualLimits: limits } = await import('./clusters.js');
  const nodes = unreached.map((node) => ({ name: node.name, node, speaks: false }));
  const asked = { cluster: undefined as never, limits, nodes };
  expect((await clock({ ...asked, apiOnly: false })).notChecked.map(({ node }) => node)).toEqual(three);
  expect((await clock({ ...asked, apiOnly: true })).notChecked).toMatchObject([{ check: 'clock' }]);
});
