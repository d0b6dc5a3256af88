import { expect, test } from 'vitest';
import { deprecatedFeatures } from '../../../src/upgrade/checks/deprecated-features.js';
import { deniedSince } from '../../../src/upgrade/tables/denied-features.js';
import { member, restart, survey, three, told, upgradeTo } from './surveys.js';

const uses = (name: string) => ({ answers: { 'deprecated-features/used': [{ name }] } });
const permits = (conf: string) => ({ files: { 'rabbitmq.conf': conf, 'advanced.config': '', enabled_plugins: '' } });

test('none', async () => {
  expect(told(await deprecatedFeatures(three(), upgradeTo('4.3.5')))).toEqual(['ok: no deprecated feature is in use']);
});

test.each(Object.entries(deniedSince))('%s: denied from its version on, deprecated before', async (name, { since }) => {
  const judge = async (target: string) => told(await deprecatedFeatures(three(uses(name)), upgradeTo(target)))[0];
  expect(await judge(since)).toMatch(/^blocker: .*\[deprecated-features\]$/);
  expect(await judge('3.13.7')).toBe(`warning: ${name} is in use, and deprecated`);
});

test('one that every node permits is a warning; what is gone cannot be permitted', async () => {
  const queue = {
    ...uses('transient_nonexcl_queues'),
    ...permits('deprecated_features.permit.transient_nonexcl_queues = true'),
  };
  const judge = async (facts: ReturnType<typeof survey>) =>
    told(await deprecatedFeatures(facts, upgradeTo('4.3.5')))[0];
  expect(await judge(three(queue))).toMatch(/^warning/);
  expect(await judge(survey([member('rabbit@mq1', queue), member('rabbit@mq2')]))).toMatch(/^blocker/);
  const ram = { ...uses('ram_node_type'), ...permits('deprecated_features.permit.ram_node_type = true') };
  expect(await judge(three(ram))).toMatch(/^blocker/);
});

test('one that nobody knows is a warning, and versions that cannot tell are passed over', async () => {
  expect(told(await deprecatedFeatures(three(uses('new_one')), upgradeTo('4.3.5')))[0]).toMatch(/^warning: new_one/);
  const old = three({ answers: { 'deprecated-features/used': undefined } });
  expect(await deprecatedFeatures(old, upgradeTo('3.13.7'))).toEqual([]);
  expect(await deprecatedFeatures(three(uses('global_qos')), restart())).toEqual([]);
});
