import { expect, it } from 'vitest';
import { pluginFindings, pluginsOf } from '../../../src/upgrade/tables/plugins.js';

it.each([
  ['[rabbitmq_management,rabbitmq_mqtt].\n', ['rabbitmq_management', 'rabbitmq_mqtt']],
  ['[rabbitmq_management,\n rabbitmq_mqtt]. % more\n', ['rabbitmq_management', 'rabbitmq_mqtt']],
  ["%% by hand: old_one\n['my-plugin'].", ['my-plugin']],
  ['[].', []],
  ['', []],
])('reads enabled_plugins %j', (text, names) => {
  expect(pluginsOf(text)).toEqual(names);
});

it.each([
  ['rabbitmq_amqp1_0', '3.13.7', '4.0.5', ['warning', /does nothing any more.*restart every node before 4\.3/]],
  ['rabbitmq_amqp1_0', '4.2.10', '4.3.5', ['warning', /every node must have been restarted/]],
  ['rabbitmq_delayed_message_exchange', '4.2.10', '4.3.5', ['blocker', /Mnesia.*server#11304/]],
  ['rabbitmq_delayed_message_exchange', '3.13.7', '4.0.5', ['warning', /without one made for 4\.0/]],
  ['my_plugin', '4.0.5', '4.1.0', ['warning', /without one made for 4\.1/]],
  ['my_plugin', '4.2.10', '4.3.5', ['warning', /without one made for 4\.3.*Mnesia/]],
] as const)('%s, %s → %s: %j', (plugin, from, to, [level, message]) => {
  expect(pluginFindings(['rabbitmq_management', plugin], from, to)).toEqual([
    { level, message: expect.stringMatching(message), source: expect.any(String) },
  ]);
});

it.each([
  ['rabbitmq_management', '3.8.9', '3.9.0'],
  ['rabbitmq_stream', '3.13.7', '4.0.1'],
  ['rabbitmq_amqp1_0', '4.0.5', '4.1.0'],
  ['rabbitmq_delayed_message_exchange', '4.0.5', '4.0.9'],
  ['my_plugin', '4.0.5', '4.0.9'],
])('%s, %s → %s: nothing', (plugin, from, to) => {
  expect(pluginFindings([plugin], from, to)).toEqual([]);
});
