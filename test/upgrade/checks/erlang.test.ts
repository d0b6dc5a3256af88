import { expect, test } from 'vitest';
import { erlang } from '../../../src/upgrade/checks/erlang.js';
import { type Facts, restart, three, told, upgradeTo } from './surveys.js';

const runs = (version: string): Facts => ({ overview: { rabbitmq_version: '4.0.5', erlang_version: version } });
const brings = (from: string, to: string): Facts => ({
  candidate: '4.3.6-1',
  changes: [
    { name: 'rabbitmq-server', from: '4.2.9-1', to: '4.3.6-1' },
    { name: 'erlang-base', from, to },
  ],
});

test.each([
  [runs('27.3.4.1'), '4.0.9', /^ok: Erlang 27\.3\.4\.1 suits 4\.0\.9$/],
  [
    runs('28.1'),
    '4.0.9',
    /^warning rabbit@mq1: RabbitMQ 4\.0\.9 supports Erlang 26\.2 to 27, not 28\.1, which runs already$/,
  ],
  [
    { ...runs('27.3'), ...brings('1:27.3-1', '1:29.1.1+dfsg-1') },
    '4.3.6',
    /^blocker rabbit@mq1: .*Erlang 27, not 29\.1\.1, which the package brings.* \[unsupported-erlang\]$/,
  ],
  [{ ...runs('26.2.5'), ...brings('1:26.2.5-1', '1:27.3.4-1') }, '4.3.6', /^ok: Erlang 27\.3\.4 suits 4\.3\.6$/],
  [{ ...runs('28.1'), ...brings('1:28.1-1', '1:28.1-2') }, '4.3.6', /^warning .*which runs already$/],
  [runs('27.3'), '5.0.0', /^warning: which Erlang RabbitMQ 5\.0\.0 supports is not known here$/],
] as const)('%#', async (facts, target, words) => {
  expect(told(await erlang(three(facts), upgradeTo(target)))[0]).toMatch(words);
});

test('a restart changes no Erlang, unless another one was installed meanwhile', async () => {
  expect(await erlang(three(runs('28.1')), restart())).toEqual([]);
  const onDisk = { ...runs('27.3.4.1'), installed: installed('1:29.1.1+dfsg-1') };
  expect(told(await erlang(three(onDisk), restart()))[0]).toMatch(
    /^blocker rabbit@mq1: RabbitMQ 4\.0\.5 supports .*not 29\.1\.1, which is installed and comes with the next start.* \[unsupported-erlang\]$/,
  );
  expect(await erlang(three({ ...runs('28.1'), installed: installed('1:28.1-2') }), restart())).toEqual([]);
});

test('an upgrade starts the Erlang that was installed meanwhile', async () => {
  const onDisk = { ...runs('27.3.4.1'), installed: installed('1:29.1.1+dfsg-1') };
  expect(told(await erlang(three(onDisk), upgradeTo('4.0.9')))[0]).toMatch(/^blocker rabbit@mq1: .*not 29\.1\.1/);
});

function installed(erlangBase: string): NonNullable<Facts['installed']> {
  const packages = [{ name: 'erlang-base', version: erlangBase }];
  return { version: '4.0.5-1', rabbitmq: '4.0.5', installedAt: 0, held: false, packages };
}

test('a node without a turn is not judged', async () => {
  expect(await erlang(three(runs('28.1')), upgradeTo('4.0.9', { nodes: [] }))).toEqual([]);
});
