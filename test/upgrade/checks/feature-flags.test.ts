import { expect, test } from 'vitest';
import { NotPermitted } from '../../../src/errors.js';
import { flags } from '../../../src/upgrade/checks/feature-flags.js';
import { member, restart, survey, three, told, upgradeTo } from './surveys.js';

const flag = (name: string, state: string, stability = 'stable') => ({ name, state, stability });
const judge = async (version: string, target: string | undefined, ...known: readonly ReturnType<typeof flag>[]) =>
  told(await flags(three({ version }, { flags: known }), target === undefined ? restart() : upgradeTo(target)));

test('all stable ones on; experimental ones do not count', async () => {
  expect(await judge('4.0.5', '4.0.9', flag('a', 'enabled'), flag('khepri_db', 'disabled', 'experimental'))).toEqual([
    'ok: every stable feature flag is on',
  ]);
});

test('a stable one is off: named, with the command', async () => {
  expect(await judge('4.0.5', '4.0.9', flag('a', 'disabled'), flag('b', 'disabled'))).toEqual([
    'blocker: stable feature flags are off: a, b. Turn them on, on any node, when all nodes are up:\nrabbitmqctl enable_feature_flag a\nrabbitmqctl enable_feature_flag b [flags-off]',
  ]);
  expect(await judge('4.0.5', undefined, flag('a', 'disabled'))).toEqual([expect.stringMatching(/^warning: stable/)]);
});

test('those that the target requires, also experimental ones', async () => {
  const found = await judge('4.1.8', '4.3.5', flag('khepri_db', 'disabled', 'experimental'), flag('a', 'disabled'));
  expect(found).toEqual([
    expect.stringMatching(
      /^blocker: 4\.3\.5 requires feature flags that are off: khepri_db\. .*enable_feature_flag --experimental khepri_db \[flags-off\]$/s,
    ),
    expect.stringMatching(/^blocker: stable feature flags are off: a\./),
  ]);
});

test('in the mix of a run that goes on, those of the newer version cannot be on', async () => {
  const members = [member('rabbit@mq1', { version: '4.0.5' }), member('rabbit@mq2', { version: '4.1.8' })];
  const mixed = survey(members, { flags: [flag('rabbitmq_4.1.0', 'disabled')] });
  expect(told(await flags(mixed, upgradeTo('4.1.8')))).toEqual([expect.stringMatching(/^ok/)]);
});

test('flags that cannot be asked for are no flags that are on', async () => {
  const error = new NotPermitted('mon may not', { hint: 'the tag administrator' });
  const unknown = three({}, { flags: undefined, problems: [{ what: 'flags', error }] });
  expect(told(await flags(unknown, upgradeTo('4.0.9')))).toEqual([
    'blocker: could not be checked: mon may not\nthe tag administrator',
  ]);
});
