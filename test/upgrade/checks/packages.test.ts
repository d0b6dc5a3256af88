import { expect, test } from 'vitest';
import { CheckFailed, DataError } from '../../../src/errors.js';
import { packages } from '../../../src/upgrade/checks/packages.js';
import { member, problem, restart, survey, three, told, upgradeTo } from './surveys.js';

const options = upgradeTo('4.0.9');
const installed = { version: '4.0.5-1', rabbitmq: '4.0.5', installedAt: 50, held: true, packages: [] };

test('every host has it; that it is held is only noted', async () => {
  expect(told(await packages(three({ candidate: '4.0.9-1' }), options))).toEqual([
    'ok: every host can install 4.0.9-1',
  ]);
  const held = survey([member('rabbit@mq1', { candidate: '4.0.9-1', installed })]);
  expect(told(await packages(held, options))).toEqual([
    'ok: every host can install 4.0.9-1; it is held on rabbit@mq1, and will be again',
  ]);
});

test('one does not know it, another cannot install it, a third loses a package', async () => {
  const members = [
    member('rabbit@mq1', problem('candidate', new DataError('mq1 knows no 4.0.9', { hint: 'apt-get update' }))),
    member('rabbit@mq2', {
      candidate: '4.0.9-1',
      ...problem('packages', new CheckFailed('apt on mq2 cannot install')),
    }),
    member('rabbit@mq3', { candidate: '4.0.9-1', changes: [{ name: 'rabbitmq-plugin-x', from: '1', to: undefined }] }),
  ];
  expect(told(await packages(survey(members), options))).toEqual([
    'blocker rabbit@mq1: mq1 knows no 4.0.9\napt-get update',
    'blocker rabbit@mq2: apt on mq2 cannot install',
    'warning rabbit@mq3: rabbitmq-plugin-x is removed',
  ]);
});

test('different packages on different hosts', async () => {
  const members = [member('rabbit@mq1', { candidate: '4.0.9-1' }), member('rabbit@mq2', { candidate: '4.0.9-2' })];
  expect(told(await packages(survey(members), options))).toEqual([
    'blocker: hosts would get different packages: 4.0.9-1, 4.0.9-2. Name the exact one with --to',
  ]);
});

test('only nodes that have their turn are judged', async () => {
  const stuck = problem('candidate', new DataError('no'));
  const done = { version: '4.0.9-1', rabbitmq: '4.0.9', installedAt: 50, held: false, packages: [] };
  const members = [
    member('rabbit@mq1', { candidate: '4.0.9-1' }),
    member('rabbit@mq2', stuck),
    member('rabbit@mq3', { version: '4.0.9', candidate: '4.0.9-1', installed: done }),
  ];
  expect(told(await packages(survey(members), upgradeTo('4.0.9', { nodes: ['rabbit@mq1'] })))).toEqual([
    'ok: every host can install 4.0.9-1',
  ]);
  expect(await packages(survey(members), upgradeTo('4.0.9', { nodes: ['rabbit@mq3'] }))).toEqual([]);
});

test('a restart installs nothing', async () => {
  expect(await packages(three(problem('packages', new CheckFailed('no'))), restart())).toEqual([]);
});
