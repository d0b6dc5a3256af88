import { describe, expect, it } from 'vitest';
import { configFindings } from '../../../src/upgrade/tables/config-blockers.js';

/** Of a file that sets max_message_size, so that only the setting in question is found. */
const ofConf = (text: string, from: string, to: string) =>
  configFindings({ 'rabbitmq.conf': `max_message_size = 1\n${text}`, 'advanced.config': '' }, from, to);

const ofTerms = (text: string, from: string, to: string) =>
  configFindings({ 'rabbitmq.conf': 'max_message_size = 1', 'advanced.config': text }, from, to);

describe('rabbitmq.conf', () => {
  it.each([
    ['management.enable_uaa = true', '3.11.18', '3.12.0', 'blocker'],
    ['management.uaa_client_secret = x', '3.11.18', '3.12.14', 'blocker'],
    ['mqtt.subscription_ttl = 86400000', '3.12.14', '3.13.7', 'blocker'],
    ['auth_ldap.use_ssl = true', '3.12.14', '3.13.7', 'warning'],
    ['auth_ldap.use_starttls = true', '3.12.14', '3.13.7', 'warning'],
    ['classic_queue.default_version = 1', '3.13.7', '4.0.5', 'blocker'],
    ['cluster_formation.randomized_startup_delay_range.min = 5', '3.13.7', '4.2.0', 'blocker'],
    ['mqtt.default_user = guest', '3.13.7', '4.1.0', 'blocker'],
    ['mqtt.default_pass = guest', '3.13.7', '4.0.1', 'blocker'],
    ['amqp1_0.default_user = guest', '3.13.7', '4.0.1', 'blocker'],
    ['amqp1_0.default_vhost = /', '3.13.7', '4.0.1', 'blocker'],
    ['frame_max = 4096', '4.0.5', '4.1.0', 'blocker'],
    ['frame_max = 4KB', '4.0.5', '4.2.0', 'blocker'],
    ['cluster_formation.etcd.ssl_options.dhfile = x', '4.0.5', '4.1.0', 'blocker'],
    ['ssl_options.cacerts.1 = x', '4.1.8', '4.2.0', 'blocker'],
    ['auth_backends.1 = ldap', '4.1.8', '4.2.0', 'warning'],
    ['auth_backends.2.authz = rabbit_auth_backend_http', '4.1.8', '4.2.0', 'warning'],
    ['cluster_partition_handling = autoheal', '4.2.10', '4.3.5', 'warning'],
    ['cluster_partition_handling.pause_if_all_down.recover = ignore', '4.2.10', '4.3.5', 'warning'],
  ])('%s, %s → %s: %s', (line, from, to, level) => {
    const key = line.split(' ')[0] ?? '';
    expect(ofConf(line, from, to)).toEqual([
      { level, message: expect.stringContaining(`${key} `), source: expect.stringContaining('release notes') },
    ]);
    expect(ofConf(`# ${line}`, from, to)).toEqual([]);
    expect(ofConf(line, to, to)).toEqual([]);
  });

  it.each([
    ['classic_queue.default_version = 2', '3.13.7', '4.0.1'],
    ['classic_queue.default_version = 1', '3.12.14', '3.13.7'],
    ['mqtt.allow_anonymous = true', '3.13.7', '4.0.1'],
    ['auth_ldap.use_ssl = false', '3.12.14', '3.13.7'],
    ['frame_max = 0', '4.0.5', '4.1.0'],
    ['frame_max = 8192', '4.0.5', '4.1.0'],
    ['frame_max = 128KB', '4.0.5', '4.1.0'],
    ['initial_frame_max = 4096', '4.0.5', '4.1.0'],
    ['ssl_options.cacertfile = /etc/ca.pem', '4.1.8', '4.2.0'],
    ['auth_backends.1 = internal', '4.1.8', '4.2.0'],
    ['cluster_partition_handling = autoheal', '4.1.8', '4.2.0'],
  ])('%s, %s → %s: nothing', (line, from, to) => {
    expect(ofConf(line, from, to)).toEqual([]);
  });
});

describe('advanced.config', () => {
  it.each([
    ['[{rabbitmq_mqtt, [{subscription_ttl, 1800000}]}].', '3.12.14', '3.13.7', 'warning'],
    ['[{rabbitmq_auth_backend_ldap, [{use_ssl, true}]}].', '3.12.14', '3.13.7', 'warning'],
    ['[{rabbitmq_mqtt, [{default_user, <<"u">>}]}].', '3.13.7', '4.0.1', 'warning'],
    ['[{rabbitmq_amqp1_0, [{default_vhost, <<"/">>}]}].', '3.13.7', '4.0.1', 'warning'],
    ['[{rabbit, [{cluster_formation, [{randomized_startup_delay_range, {5, 60}}]}]}].', '3.13.7', '4.0.1', 'warning'],
    ['[{rabbit, [{frame_max, 4096}]}].', '4.0.5', '4.1.0', 'blocker'],
    ['[{rabbit, [{auth_backends, [rabbit_auth_backend_ldap]}]}].', '4.1.8', '4.2.0', 'warning'],
    ['[{rabbit, [{cluster_partition_handling, pause_minority}]}].', '4.2.10', '4.3.5', 'warning'],
  ])('%s, %s → %s: %s', (text, from, to, level) => {
    expect(ofTerms(text, from, to)).toMatchObject([{ level, message: expect.stringContaining('in advanced.config') }]);
    expect(ofTerms(`%% ${text}`, from, to)).toEqual([]);
  });

  it('has nothing to say of the internal backend', () => {
    expect(ofTerms('[{rabbit, [{auth_backends, [rabbit_auth_backend_internal]}]}].', '4.1.8', '4.2.0')).toEqual([]);
  });
});

it('says that a default changes to whoever has not set it, in either file', () => {
  const found = (conf: string, advanced: string) =>
    configFindings({ 'rabbitmq.conf': conf, 'advanced.config': advanced }, '3.13.7', '4.2.0');
  expect(found('', '')).toMatchObject([{ level: 'warning', message: expect.stringContaining('16 MiB') }]);
  expect(found('max_message_size = 33554432', '')).toEqual([]);
  expect(found('', '[{rabbit, [{max_message_size, 33554432}]}].')).toEqual([]);
});

it('a path that leaves series out has the findings of all of them', () => {
  const text = 'mqtt.subscription_ttl = 1\ncluster_partition_handling = autoheal\nframe_max = 4096';
  expect(ofConf(text, '3.12.14', '4.3.5').map(({ level }) => level)).toEqual(['blocker', 'blocker', 'warning']);
});

it('never repeats a value', () => {
  const conf = 'mqtt.default_pass = hunter2\nauth_backends.1 = hunter2\nmanagement.uaa_client_secret = hunter2';
  const advanced = '[{rabbitmq_mqtt, [{default_pass, <<"hunter2">>}]}].';
  const found = configFindings({ 'rabbitmq.conf': conf, 'advanced.config': advanced }, '3.11.18', '4.3.5');
  expect(found).toHaveLength(5);
  expect(JSON.stringify(found)).not.toContain('hunter2');
});
