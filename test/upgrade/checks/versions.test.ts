import { expect, test } from 'vitest';
import { path, versions } from '../../../src/upgrade/checks/versions.js';
import { member, restart, survey, three, told, upgradeTo } from './surveys.js';

const running = (...numbers: readonly string[]) =>
  survey(numbers.map((version, at) => member(`rabbit@mq${at + 1}`, { version })));

test.each([
  [['4.0.5', '4.0.5'], '4.0.9', 'ok: all run 4.0.5'],
  [['4.0.5', '4.0.9'], '4.0.9', 'ok: all run 4.0.5 and 4.0.9'],
  [['4.0.9', '4.0.9'], '4.0.9', 'ok: all run 4.0.9'],
  [
    ['4.0.5', '4.0.7'],
    '4.0.9',
    'blocker: members run 4.0.5 and 4.0.7: finish that upgrade first, with rolling-upgrade --to 4.0.7',
  ],
  [['4.0.5', '4.0.7', '4.0.9'], '4.0.9', 'blocker: members run 4.0.5 and 4.0.7 and 4.0.9'],
] as const)('%j to %s', async (numbers, target, words) => {
  expect(told(await versions(running(...numbers), upgradeTo(target)))[0]).toContain(words);
});

test('a restart goes on in a mix, and says so', async () => {
  expect(told(await versions(running('4.0.5', '4.0.9'), restart()))).toEqual([
    'warning: members run 4.0.5 and 4.0.9: an upgrade is half-way. Finish it soon: rolling-upgrade --to 4.0.9',
  ]);
});

test('a restart that would start another version than the one that runs', async () => {
  const onDisk = (rabbitmq: string) => ({
    installed: { version: `${rabbitmq}-1`, rabbitmq, installedAt: 1, held: false, packages: [] },
  });
  expect(told(await versions(three(onDisk('4.0.9')), restart()))[0]).toBe(
    'warning rabbit@mq1: runs 4.0.5, but the package on disk is 4.0.9-1: a restart starts that one. rolling-upgrade --to 4.0.9 checks what that needs',
  );
  expect(told(await versions(three(onDisk('4.3.6')), restart()))[0]).toMatch(
    /^blocker rabbit@mq1: .*not supported\. Put the package of 4\.0\.5 back \[unsupported-path\]$/,
  );
});

test.each([
  [['4.0.5'], '4.0.9', /^ok: 4\.0\.5 → 4\.0\.9 is supported$/],
  [['4.0.5'], '4.0.5', /^ok/],
  [['3.8.9'], '3.10.8', /^blocker: .*the supported way: 3\.8 → 3\.9 → 3\.10 \[unsupported-path\]$/],
  [['4.0.5'], '4.3.6', /^blocker: .*: 4\.0 → 4\.2 → 4\.3 \[unsupported-path\]$/],
  [['4.1.8'], '4.3.5', /^blocker: .*: 4\.1 → 4\.2 → 4\.3 \[unsupported-path\]$/],
  [['4.0.9'], '4.0.5', /^blocker: 4\.0\.9 → 4\.0\.5 is a downgrade.*[^\]]$/],
  [['4.0.5', '4.0.9'], '4.0.7', /^blocker: 4\.0\.9 → 4\.0\.7 is a downgrade/],
  [['4.3.0'], '4.3.0-rc.1', /^blocker: .*downgrade/],
] as const)('path of %j to %s', async (numbers, target, words) => {
  expect(told(await path(running(...numbers), upgradeTo(target)))[0]).toMatch(words);
});

test('3.13 with Khepri has no way on', async () => {
  const flags = [{ name: 'khepri_db', state: 'enabled', stability: 'experimental' }];
  expect(told(await path(three({ version: '3.13.7' }, { flags }), upgradeTo('4.2.10')))[0]).toMatch(
    /^blocker: .*khepri_db/,
  );
  expect(told(await path(three({ version: '3.13.7' }), upgradeTo('4.2.10')))[0]).not.toMatch(/^blocker/);
});

test('a lower revision of the same RabbitMQ', async () => {
  const facts = (has: string, candidate: string) =>
    three({ candidate, installed: { version: has, rabbitmq: '4.0.5', installedAt: 1, held: false, packages: [] } });
  const judge = async (has: string, candidate: string) =>
    told(await path(facts(has, candidate), upgradeTo(candidate)))[0];
  expect(await judge('4.0.5-6+deb13u2', '4.0.5-6')).toMatch(
    /^blocker rabbit@mq1: 4\.0\.5-6\+deb13u2 → 4\.0\.5-6 is a downgrade of the package/,
  );
  expect(await judge('4.0.5-6+deb13u2 (half-configured)', '4.0.5-6')).toMatch(/^blocker/);
  expect(await judge('4.0.5-6', '4.0.5-6+deb13u2')).toMatch(/^ok/);
});

test('a restart has no path', async () => {
  expect(await path(three(), restart())).toEqual([]);
});
