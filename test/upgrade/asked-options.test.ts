import { expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { type AskedOptions, checkAsked, runOptionsOf } from '../../src/upgrade/asked-options.js';

const plain: AskedOptions = {
  ...{ nodes: undefined, canary: undefined, soak: undefined, 'hook-before': undefined, 'hook-after': undefined },
  ...{ 'hook-on': 'local', 'state-timeout': {}, 'backup-dir': undefined, 'cold-backup': false },
};
const upgrade: AskedOptions = { ...plain, to: '4.0.9', packages: 'auto' };
const own: Partial<AskedOptions> = {
  ...{ packages: 'command', 'install-command': ['i', '{version}'], 'stop-command': ['s'] },
  ...{ 'start-command': ['t'], 'version-command': ['v'], 'commands-on': 'local' },
};

it('what nobody asks for is not there, or as it always is', () => {
  expect(runOptionsOf('upgrade', upgrade)).toEqual({
    ...{ kind: 'upgrade', target: '4.0.9', soak: 0, parallelStage: 5, timeouts: {}, packages: 'auto', hold: false },
    ...{ coldBackup: false, overrides: [], featureFlags: 'ask', khepri: false },
  });
});

it('takes all that was typed', () => {
  const asked: AskedOptions = {
    ...{ ...upgrade, ...own, nodes: ['rabbit@mq2'], canary: 1, soak: 30, 'backup-dir': '/b', 'cold-backup': true },
    ...{ 'hook-before': ['/h', 'x'], 'hook-on': 'node', 'state-timeout': { install: 9 }, hold: true, khepri: true },
    ...{ 'allow-unsupported-path': true, 'allow-small-disk': false, 'parallel-stage': 2, 'feature-flags': 'leave' },
  };
  expect(runOptionsOf('upgrade', asked)).toMatchObject({
    ...{ nodes: ['rabbit@mq2'], canary: 1, soak: 30, backupDir: '/b', coldBackup: true, timeouts: { install: 9 } },
    ...{ hookBefore: { argv: ['/h', 'x'], where: 'node' }, overrides: ['unsupported-path'], parallelStage: 2 },
    ...{ hold: true, khepri: true, featureFlags: 'leave' },
    commands: { install: ['i', '{version}'], stop: ['s'], start: ['t'], version: ['v'], where: 'local' },
  });
});

it.each<[string, AskedOptions, string]>([
  ['an upgrade without a version', { ...plain, packages: 'auto' }, 'to which version?'],
  ['cold backups to nowhere', { ...upgrade, 'cold-backup': true }, 'needs --backup-dir'],
  ['a time for a state that there is not', { ...upgrade, 'state-timeout': { instal: 9 } }, 'no state instal'],
  ['own commands for apt', { ...upgrade, 'stop-command': ['s'] }, 'need --packages command'],
  ['half of the commands', { ...upgrade, ...own, 'version-command': undefined }, 'and --version-command'],
])('refuses %s', (_, asked, said) => {
  expect(() => runOptionsOf('upgrade', asked)).toThrow(UsageError);
  expect(() => runOptionsOf('upgrade', asked)).toThrow(said);
});

it('a restart by own commands needs no package manager, but all three of them', () => {
  const three: AskedOptions = { ...plain, 'stop-command': ['s'], 'start-command': ['t'], 'version-command': ['v'] };
  expect(runOptionsOf('restart', three)).toMatchObject({
    ...{ packages: 'command', commands: { stop: ['s'], start: ['t'], version: ['v'], where: 'node' } },
  });
  expect(() => runOptionsOf('restart', { ...three, 'version-command': undefined })).toThrow('--version-command');
});

it('names the state that was meant', () => {
  try {
    runOptionsOf('restart', { ...plain, 'state-timeout': { 'await-bot': 9 } });
  } catch (error) {
    expect((error as UsageError).hint).toBe('Did you mean await-boot?');
  }
});

it('only plan and run need to know what is wanted', () => {
  const asked = (action: 'resume' | 'plan' | undefined) => () =>
    checkAsked('upgrade', { args: { action }, flags: plain });
  expect(asked('resume')).not.toThrow();
  expect(asked('plan')).toThrow(UsageError);
  expect(asked(undefined)).toThrow(UsageError);
});
