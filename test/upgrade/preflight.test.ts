import { expect, test } from 'vitest';
import { Unavailable } from '../../src/errors.js';
import { applyOverrides, preflight } from '../../src/upgrade/preflight.js';
import { failedCheck, restart, three, told, upgradeTo } from './checks/surveys.js';

const checksOf = async (...of: Parameters<typeof preflight>) => [
  ...new Set((await preflight(...of)).map(({ check }) => check)),
];

const always = ['reach', 'membership', 'shape', 'versions', 'flags', 'alarms', 'vhosts', 'leaders', 'quorum'];

test('every check that applies is shown, in one order', async () => {
  expect(await checksOf(three({ candidate: '4.0.9-1' }), upgradeTo('4.0.9'))).toEqual([
    ...['reach', 'membership', 'shape', 'versions', 'path', 'erlang', 'flags', 'packages', 'config'],
    ...['alarms', 'vhosts', 'leaders', 'quorum', 'initial-sync', 'deprecated-features', 'ram-nodes', 'capacity'],
    ...['disk', 'node-cleanup'],
  ]);
});

test('a restart has no path, no Erlang, no packages', async () => {
  expect(await checksOf(three({ version: '3.10.8' }), restart())).toEqual([
    ...always,
    ...['mirrors', 'ram-nodes', 'capacity', 'disk', 'node-cleanup'],
  ]);
});

test('a blocker that is taken upon oneself is a warning that says so; no other one is', async () => {
  const answers = { 'health/checks/alarms': failedCheck({ alarms: [{ node: 'rabbit@mq1', resource: 'disk' }] }) };
  const options = upgradeTo('4.3.5', { overrides: ['unsupported-path'] });
  const verdicts = await preflight(three({ candidate: '4.3.5-1', answers }), options);
  const of = (check: string) => told(verdicts.filter((verdict) => verdict.check === check));
  expect(of('path')[0]).toMatch(/^warning: .*\(overridden by --allow-unsupported-path\)/);
  expect(of('alarms')[0]).toMatch(/^blocker/);
});

test('what is no blocker is left as it is', () => {
  const verdicts = [{ check: 'path', level: 'warning', message: 'words', override: 'unsupported-path' }] as const;
  expect(applyOverrides(verdicts, upgradeTo('4.0.9', { overrides: ['unsupported-path'] }))).toEqual(verdicts);
});

test('a check that cannot be made is a blocker, with what can be done about it', async () => {
  const answers = { 'health/checks/alarms': new Unavailable('cut short', { hint: 'again', node: 'rabbit@mq1' }) };
  const verdicts = await preflight(three({ answers }), restart());
  expect(verdicts.filter(({ check }) => check === 'alarms')).toEqual([
    { check: 'alarms', level: 'blocker', node: 'rabbit@mq1', message: 'could not be checked: cut short\nagain' },
  ]);
});

test('a defect of ours is no finding', async () => {
  const answers = { 'health/checks/alarms': new TypeError('a bug') };
  await expect(preflight(three({ answers }), restart())).rejects.toThrow('a bug');
});
