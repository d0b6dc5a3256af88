import { describe, expect, test } from 'vitest';
import { CheckFailed } from '../../../src/errors.js';
import type { Host } from '../../../src/ssh/host.js';
import { localHost } from '../../../src/ssh/local.js';
import { commandPackages } from '../../../src/ssh/packages/command.js';
import { commandBroker } from '../../../src/ssh/packages/command-broker.js';
import type { CommandTemplates } from '../../../src/ssh/packages/command-templates.js';
import { answeringHost } from './answering-host.js';

const templates: CommandTemplates = {
  install: ['install', '--on={host}', '{version}'],
  stop: ['stop', '{node}'],
  start: ['start', '{node}', '{{.Image}}'],
  version: ['echo', '4.0.5'],
  where: 'local',
};

const place = (runner: Host, others: Partial<CommandTemplates> = {}) => ({
  ...{ runner, node: 'rabbit@mq1.lan' },
  templates: { ...templates, ...others },
});

describe('packages', () => {
  const packages = (others: Partial<CommandTemplates> = {}) => commandPackages(place(localHost(), others));

  test('words of the templates are filled in, and split nowhere', () => {
    expect(packages().installArgv('4.0.9 $HOME')).toEqual(['install', '--on=mq1.lan', '4.0.9 $HOME']);
    const before = [{ name: 'rabbitmq', version: '4.0.5' }];
    expect(packages().restoreArgv(before)).toEqual(['install', '--on=mq1.lan', '4.0.5']);
    expect(packages().wayBack(before)).toEqual([
      ['install', '--on=mq1.lan', '4.0.5'],
      ['start', 'rabbit@mq1.lan', '{{.Image}}'],
    ]);
  });

  test.each([
    ['4.0.5', '4.0.5'],
    ['4.0.5-management', '4.0.5'],
    ['4.1.0-rc.1', '4.1.0-rc.1'],
  ])('%s is RabbitMQ %s', async (version, rabbitmq) => {
    expect(await packages({ version: ['echo', version] }).installed()).toEqual({
      ...{ version, rabbitmq, installedAt: 0, held: false, packages: [{ name: 'rabbitmq', version }] },
    });
  });

  test('what changes is told by the version', async () => {
    expect(await packages().candidate('4.0.9')).toBe('4.0.9');
    expect(await packages().changes('4.0.9')).toEqual([{ name: 'rabbitmq', from: '4.0.5', to: '4.0.9' }]);
    expect(await packages().changes('4.0.5')).toEqual([]);
  });

  test.each([
    [['echo', 'RabbitMQ 4.0.5'], 'RabbitMQ 4.0.5'],
    [['true'], 'nothing'],
  ])('a version command that prints no version is refused: %j', async (version, hint) => {
    await expect(packages({ version }).installed()).rejects.toMatchObject({
      message: 'the version command of rabbit@mq1.lan does not print a version',
      hint: expect.stringContaining(hint),
    });
  });

  test('a command that fails is told in its own words', async () => {
    const version = ['sh', '-c', 'echo no such container >&2; exit 3'];
    const error = await packages({ version })
      .installed()
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CheckFailed);
    expect(error).toMatchObject({
      message: 'the version command of rabbit@mq1.lan failed with code 3',
      node: 'rabbit@mq1.lan',
      hint: 'no such container',
    });
  });

  test('staging is done where there is a command for it', async () => {
    await packages().stage('4.0.9');
    await packages({ stage: ['test', '{version}', '=', '4.0.9'] }).stage('4.0.9');
    await expect(packages({ stage: ['false'] }).stage('4.0.9')).rejects.toThrow('the stage command of');
  });
});

describe('the broker', () => {
  const running = { startedAt: 1795594657, version: '4.0.5', pid: '612' };
  const names = (...all: string[]) => all.map((name) => `${name}\n`).join('');

  test('runs when the cluster says so', async () => {
    const { host } = answeringHost({ stdout: names('1', 'rabbit') });
    const broker = commandBroker({ ...place(host), machine: host }, async () => running);
    expect(await broker.probe()).toEqual({
      ...{
        service: 'unknown',
        instance: 'rabbit@mq1.lan 4.0.5 612 ~1795594657',
        ...{ startedAt: 1795594657, version: '4.0.5' },
        processes: 1,
        registered: true,
      },
    });
    expect(broker.stopArgv).toEqual(['stop', 'rabbit@mq1.lan']);
    expect(broker.startArgv).toEqual(['start', 'rabbit@mq1.lan', '{{.Image}}']);
  });

  test.each([
    ['all gone', names('0'), { processes: 0, registered: false }],
    ['a process that is about to end', names('1'), { processes: 1, registered: false }],
    ['others of the same machine', names('2', 'rabbit2', 'rabbit3'), { processes: 0, registered: false }],
    ['one of three', names('3', 'rabbit2', 'rabbit3', 'rabbit'), { processes: 1, registered: true }],
    ['a machine without pgrep', names('0', 'rabbit'), { processes: 1, registered: true }],
    ['a tool at work', names('1', 'rabbitmqcli-42-rabbit'), { processes: 1, registered: false }],
  ])('that does not run has left: %s', async (_, stdout, left) => {
    const { host } = answeringHost({ stdout });
    const probe = await commandBroker({ ...place(host), machine: host }, async () => undefined).probe();
    expect(probe).toEqual({ service: 'unknown', instance: undefined, startedAt: undefined, ...left });
  });

  test('of a machine that is not known is asked of the cluster alone', async () => {
    const { host, asked } = answeringHost({ code: 1 });
    const probe = await commandBroker(place(host), async () => undefined).probe();
    expect(probe).toMatchObject({ processes: 0, registered: false });
    expect(asked).toEqual([]);
  });

  test('is looked for on a real machine', async () => {
    const machine = localHost();
    const node = 'nobody_has_this_name@mq1';
    const probe = await commandBroker({ ...place(machine), node, machine }, async () => undefined).probe();
    expect(probe).toMatchObject({ registered: false });
    expect(probe.processes).toBeGreaterThanOrEqual(0);
  });
});
