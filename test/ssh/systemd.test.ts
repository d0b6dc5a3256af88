import { expect, it } from 'vitest';
import { CheckFailed } from '../../src/errors.js';
import type { Host, Output } from '../../src/ssh/host.js';
import { systemdBroker } from '../../src/ssh/systemd-broker.js';
import { systemdLauncher } from '../../src/ssh/systemd-launcher.js';

/** A machine that answers every program alike, and remembers what it was asked. */
function machine(output: Partial<Output>) {
  const asked: (readonly string[])[] = [];
  const run = async (argv: readonly string[]): Promise<Output> => {
    asked.push(argv);
    return { stdout: '', stderr: '', code: 0, seconds: 0, ...output };
  };
  return { asked, host: { name: 'mq1', run } as unknown as Host };
}

const unit = (load: string, active: string, sub: string, status = 0) =>
  `LoadState=${load}\nActiveState=${active}\nSubState=${sub}\nExecMainStatus=${status}\nResult=success\n`;

it.each([
  ['was never begun, or was cleared', unit('not-found', 'inactive', 'dead'), { state: 'absent' }],
  ['runs', unit('loaded', 'active', 'running'), { state: 'running' }],
  ['is just being started', unit('loaded', 'activating', 'start'), { state: 'running' }],
  ['has ended well and remains', unit('loaded', 'active', 'exited'), { state: 'succeeded', code: 0 }],
  ['has failed', unit('loaded', 'failed', 'failed', 100), { state: 'failed', code: 100 }],
  ['was killed before it could say a code', unit('loaded', 'failed', 'failed'), { state: 'failed', code: 1 }],
  ['was stopped', unit('loaded', 'inactive', 'dead'), { state: 'absent' }],
])('a unit that %s', async (_, stdout, state) => {
  const { host, asked } = machine({ stdout });
  expect(await systemdLauncher(host).state('rabbitctl-r-install')).toEqual(state);
  expect(asked[0]?.at(-1)).toBe('rabbitctl-r-install.service');
});

it('a program gets its words as they are, though systemd puts variables into command lines', async () => {
  const { host, asked } = machine({});
  await systemdLauncher(host).begin('rabbitctl-r-install', ['sh', '-c', 'echo "$1"', 'x', 'a b']);
  expect(asked[0]?.slice(-6)).toEqual(['rabbitctl-r-install.service', 'sh', '-c', 'echo "$$1"', 'x', 'a b']);
});

it('a unit that cannot be begun is told with what systemd said', async () => {
  const { host } = machine({ code: 1, stderr: 'Failed to start transient service unit\n' });
  const begun = systemdLauncher(host).begin('rabbitctl-r-stop', ['true']);
  await expect(begun).rejects.toBeInstanceOf(CheckFailed);
  await expect(begun).rejects.toMatchObject({ hint: 'Failed to start transient service unit' });
});

it.each([
  [
    'a broker that runs',
    'ActiveState=active\nResult=success\nMainPID=812\nInstance=b1:812:9911\nStartedAt=1795598310\nProcesses=1\nRegistered=yes\n',
    { service: 'active', instance: 'b1:812:9911', startedAt: 1795598310, processes: 1, registered: true },
  ],
  [
    'one that is stopped',
    'ActiveState=inactive\nResult=success\nMainPID=0\nProcesses=0\n',
    { service: 'inactive', instance: undefined, startedAt: undefined, processes: 0, registered: false },
  ],
  [
    'one that failed, with a process left behind',
    'ActiveState=failed\nResult=exit-code\nMainPID=0\nProcesses=1\nRegistered=yes\n',
    { service: 'failed', result: 'exit-code', processes: 1, registered: true },
  ],
  ['a machine that says something else', 'ActiveState=maintenance\n', { service: 'unknown', processes: 0 }],
])('%s', async (_, stdout, probe) => {
  const { host, asked } = machine({ stdout });
  expect(await systemdBroker(host, 'bunny@mq1').probe()).toMatchObject(probe);
  expect(asked[0]?.slice(-2)).toEqual(['rabbitmq-server.service', 'bunny']);
});
