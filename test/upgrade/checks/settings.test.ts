import { expect, test } from 'vitest';
import { NotPermitted } from '../../../src/errors.js';
import { config, nodeCleanup, ramNodes } from '../../../src/upgrade/checks/settings.js';
import { member, problem, restart, survey, three, told, upgradeTo } from './surveys.js';

const files = (conf: string, terms = '', plugins = '[rabbitmq_management].') => ({
  files: { 'rabbitmq.conf': conf, 'advanced.config': terms, enabled_plugins: plugins },
});
const unread = { ...problem('sudo', new NotPermitted('no')), files: undefined };

test('a setting that stops the target, on the node that has it, without its value', async () => {
  const conf = 'cluster_formation.randomized_startup_delay_range.min = 7';
  const one = survey([
    member('rabbit@mq1', { version: '3.13.7' }),
    member('rabbit@mq2', { version: '3.13.7', ...files(conf) }),
  ]);
  const found = told(await config(one, upgradeTo('4.0.9'))).filter((line) => line.startsWith('blocker'));
  expect(found).toEqual([expect.stringMatching(/^blocker rabbit@mq2: cluster_formation\..*\[config-blockers\]$/)]);
  expect(found[0]).not.toContain('7');
});

test('a plugin that the target does not bring', async () => {
  const plugins = three({ version: '4.2.9', ...files('', '', '[rabbitmq_delayed_message_exchange].') });
  expect(told(await config(plugins, upgradeTo('4.3.5')))[0]).toMatch(/^blocker rabbit@mq1: plugin rabbitmq_delayed/);
});

test('nothing to tell; a restart reads no settings; what was not read is not called well', async () => {
  expect(told(await config(three(), upgradeTo('4.0.9')))[0]).toMatch(/^ok/);
  expect(await config(three(files('frame_max = 1')), restart())).toEqual([]);
  expect(await config(survey([member('rabbit@mq1'), member('rabbit@mq2', unread)]), upgradeTo('4.0.9'))).toEqual([]);
});

test.each([
  ['cluster_formation.node_cleanup.only_log_warning = false', '', true],
  ['cluster_formation.node_cleanup.only_log_warning = true', '', false],
  ['# cluster_formation.node_cleanup.only_log_warning = false', '', false],
  ['', '[{rabbit, [{cluster_formation, [{node_cleanup, [{cleanup_only_log_warning, false}]}]}]}].', true],
  ['', '', false],
])('node cleanup: %j %j', async (conf, terms, removes) => {
  const [verdict] = told(await nodeCleanup(three(files(conf, terms)), restart()));
  expect(verdict).toMatch(removes ? /^blocker rabbit@mq1: .*\[node-cleanup\]$/ : /^ok/);
});

test('a RAM node stands against 4.3 only', async () => {
  const view = [
    { name: 'rabbit@mq1', type: 'disc' },
    { name: 'rabbit@mq2', type: 'ram' },
  ];
  const judge = async (target: string) => told(await ramNodes(three({ version: '4.2.9', view }), upgradeTo(target)))[0];
  expect(await judge('4.3.5')).toMatch(/^blocker rabbit@mq2: .*change_cluster_node_type disc\) \[ram-nodes\]$/);
  expect(await judge('4.2.10')).toMatch(/^warning rabbit@mq2/);
  expect(told(await ramNodes(three(), restart()))).toEqual(['ok: no RAM nodes']);
});
