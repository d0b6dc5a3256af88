import { expect, it } from 'vitest';
import { settingsOfConf, settingsOfTerms } from '../../../src/upgrade/tables/settings-of-files.js';

const pairs = (settings: readonly { name: string; value: string }[]) =>
  settings.map(({ name, value }) => [name, value]);

it('reads rabbitmq.conf: comments are nothing, and the last of a name counts', () => {
  const text =
    '# frame_max = 1\n  ## x = y\nframe_max = 4096 # low\r\nlisteners.tcp.1=5672\nframe_max = 8192\n\nnonsense\n';
  expect(pairs(settingsOfConf(text))).toEqual([
    ['frame_max', '8192'],
    ['listeners.tcp.1', '5672'],
  ]);
});

it('reads a value in quotes, and one with an equals sign', () => {
  expect(pairs(settingsOfConf("default_pass = 'a=b#c'\nx.y = a=b"))).toEqual([
    ['default_pass', 'a=b#c'],
    ['x.y', 'a=b'],
  ]);
});

it('reads advanced.config by the atoms around', () => {
  const text = `%% {rabbit, [{frame_max, 1}]}
[
  {rabbit, [
    {frame_max, 4096}, % {heartbeat, 5}
    {cluster_formation, [{randomized_startup_delay_range, {5, 60}}]},
    {'cluster_partition_handling', {pause_if_all_down, [rabbit@a], ignore}},
    {auth_backends, [rabbit_auth_backend_ldap, {rabbit_auth_backend_http, rabbit_auth_backend_internal}]},
    {default_pass, <<"a}]{b, c % \\" d">>}
  ]},
  {rabbitmq_mqtt, [{default_user, <<"guest">>}, {subscription_ttl, 1800000}]}
].`;
  const settings = pairs(settingsOfTerms(text));
  expect(settings).toEqual(
    expect.arrayContaining([
      ['rabbit.frame_max', '4096'],
      ['rabbit.cluster_formation.randomized_startup_delay_range', '{5,60}'],
      ['rabbit.cluster_partition_handling', '{pause_if_all_down,[rabbit@a],ignore}'],
      ['rabbit.auth_backends', '[rabbit_auth_backend_ldap,{rabbit_auth_backend_http,rabbit_auth_backend_internal}]'],
      ['rabbitmq_mqtt.default_user', '<<"guest">>'],
      ['rabbitmq_mqtt.subscription_ttl', '1800000'],
    ]),
  );
  expect(settings.flat()).not.toContain('rabbit.heartbeat');
  expect(settings.filter(([name]) => name === 'rabbit.frame_max')).toHaveLength(1);
});

it.each(['', '[].', '%% nothing', '[{rabbit', '}}]]', '"'])('takes %j for no settings', (text) => {
  expect(settingsOfTerms(text)).toEqual([]);
});
