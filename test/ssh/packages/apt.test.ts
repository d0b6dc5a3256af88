import { describe, expect, test } from 'vitest';
import { CheckFailed, DataError, NotPermitted, Unavailable } from '../../../src/errors.js';
import { aptPackages } from '../../../src/ssh/packages/apt.js';
import { type Answer, answeringHost } from './answering-host.js';

const aptOf = (...answers: readonly Answer[]) => aptPackages(answeringHost(...answers).host);

describe('installed', () => {
  const erlang = 'package install installed erlang-base 1:27.3.4.1+dfsg-1+deb13u4\n';

  test('is RabbitMQ and every package of Erlang', async () => {
    const stdout = `${erlang}package install installed rabbitmq-server 4.0.5-6+deb13u2\nat 1795594657\n`;
    expect(await aptOf({ stdout }).installed()).toEqual({
      version: '4.0.5-6+deb13u2',
      rabbitmq: '4.0.5',
      installedAt: 1795594657,
      held: false,
      packages: [
        { name: 'erlang-base', version: '1:27.3.4.1+dfsg-1+deb13u4' },
        { name: 'rabbitmq-server', version: '4.0.5-6+deb13u2' },
      ],
    });
  });

  test('is one question', async () => {
    const { host, asked } = answeringHost({ stdout: 'package hold installed rabbitmq-server 4.0.5-6\nat 1\n' });
    expect(await aptPackages(host).installed()).toMatchObject({ held: true });
    expect(asked).toHaveLength(1);
  });

  test('that is half done is no version that was asked for', async () => {
    const stdout = `${erlang}package install half-configured rabbitmq-server 4.0.5-7\nat 1795594657\n`;
    const installed = await aptOf({ stdout }).installed();
    expect(installed).toMatchObject({ version: '4.0.5-7 (half-configured)', rabbitmq: '4.0.5' });
    expect(installed.packages.map(({ name }) => name)).toEqual(['erlang-base']);
  });

  test.each([
    ['nothing', 'at \n'],
    ['settings that were left behind', 'package deinstall config-files rabbitmq-server 4.0.5-6\nat \n'],
  ])('fails where there is %s', async (_, stdout) => {
    await expect(aptOf({ stdout }).installed()).rejects.toMatchObject({
      name: 'CheckFailed',
      message: 'mq1 has no package rabbitmq-server',
      hint: expect.stringContaining('--packages command'),
    });
  });
});

describe('candidate', () => {
  const policy = `rabbitmq-server:
  Installed: 4.0.5-6+deb13u2
  Candidate: 4.1.0~rc.1-1
  Version table:
     4.1.0~rc.1-1 500
        500 http://deb.example/debian trixie/main amd64 Packages
     1:4.0.9-2 -10
         -1 http://deb.example/debian trixie/main amd64 Packages
     4.0.9-1 500
        500 http://deb.example/debian trixie/main amd64 Packages
 *** 4.0.5-6+deb13u2 100
        100 /var/lib/dpkg/status
`;

  test.each([
    ['a very package', '4.0.9-1', '4.0.9-1'],
    ['the newest of a version', '4.0.9', '1:4.0.9-2'],
    ['what is installed and in no repository', '4.0.5', '4.0.5-6+deb13u2'],
    ['a candidate of a release', '4.1.0-rc.1', '4.1.0~rc.1-1'],
  ])('is %s', async (_, target, found) => {
    expect(await aptOf({ stdout: policy }).candidate(target)).toBe(found);
  });

  test('of a version that is not there names those that are', async () => {
    const error = await aptOf({ stdout: policy })
      .candidate('4.1.0')
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DataError);
    expect(error).toMatchObject({
      message: 'mq1 knows no rabbitmq-server 4.1.0',
      hint: expect.stringContaining(
        '4.1.0~rc.1-1, 1:4.0.9-2, 4.0.9-1, 4.0.5-6+deb13u2. To look for newer ones: apt-get update',
      ),
    });
  });

  test('of a machine whose lists are empty', async () => {
    await expect(aptOf({}).candidate('4.0.9')).rejects.toMatchObject({ hint: expect.stringContaining('have none') });
  });

  test('of a machine without apt is no question of versions', async () => {
    const answer = { code: 127, stderr: "env: 'apt-cache': No such file or directory\n" };
    await expect(aptOf(answer).candidate('4.0.9')).rejects.toMatchObject({
      name: 'CheckFailed',
      hint: answer.stderr.trim(),
    });
  });
});

describe('changes', () => {
  test('are what comes, goes, and is replaced', async () => {
    const stdout = `NOTE: This is only a simulation!
Inst libc6 [2.31-13+deb11u14] (2.36-9+deb12u14 localhost [amd64]) [libc6:amd64 on locales-all:amd64] []
Inst libssl3 (3.0.20-1~deb12u2 localhost [amd64])
Remv erlang-snmp [1:23.2.6+dfsg-1+deb11u4] []
Inst rabbitmq-server [3.8.9-3+deb11u1] (3.10.8-1.1+deb12u1 Debian:12/stable [all])
Conf libssl3 (3.0.20-1~deb12u2 localhost [amd64])
Conf rabbitmq-server (3.10.8-1.1+deb12u1 Debian:12/stable [all])
`;
    expect(await aptOf({ stdout }).changes('3.10.8-1.1+deb12u1')).toEqual([
      { name: 'libc6', from: '2.31-13+deb11u14', to: '2.36-9+deb12u14' },
      { name: 'libssl3', from: undefined, to: '3.0.20-1~deb12u2' },
      { name: 'erlang-snmp', from: '1:23.2.6+dfsg-1+deb11u4', to: undefined },
      { name: 'rabbitmq-server', from: '3.8.9-3+deb11u1', to: '3.10.8-1.1+deb12u1' },
    ]);
  });

  test('that cannot be are told in the words of apt, dependencies included', async () => {
    const stdout = `Reading package lists...
Some packages could not be installed. This may mean that you have
requested an impossible situation or if you are using the unstable
The following packages have unmet dependencies:
 rabbitmq-server : Depends: erlang-base (>= 1:99) but 1:27.3.4.1+dfsg-1+deb13u4 is to be installed
`;
    const stderr = 'W: a warning\nE: Unable to correct problems, you have held broken packages.\n';
    await expect(aptOf({ stdout, stderr, code: 100 }).changes('9.9.9-1')).rejects.toMatchObject({
      name: 'CheckFailed',
      message: 'apt on mq1 cannot install rabbitmq-server 9.9.9-1',
      hint: ` rabbitmq-server : Depends: erlang-base (>= 1:99) but 1:27.3.4.1+dfsg-1+deb13u4 is to be installed
E: Unable to correct problems, you have held broken packages.`.trim(),
    });
  });
});

describe('stage', () => {
  test('fails when a repository does not answer', async () => {
    const stderr = `W: Download is performed unsandboxed as root
E: Failed to fetch http://10.213.4.1:8099/./rabbitmq-server_patch2.deb  Unable to connect to 10.213.4.1:8099:
`;
    const error = await aptOf({ stderr, code: 100 })
      .stage('4.0.5-7')
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Unavailable);
    expect(error).toMatchObject({ hint: stderr.split('\n')[1] });
  });

  test('fails otherwise when the repository is not at fault', async () => {
    const stderr = "E: Version '4.0.5-7' for 'rabbitmq-server' was not found\n";
    const error = await aptOf({ stderr, code: 100 })
      .stage('4.0.5-7')
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CheckFailed);
    expect(error).toMatchObject({ hint: stderr.trim() });
  });

  test('needs root', async () => {
    const stderr = 'rabbitctl-cannot: sudo: a password is required\n';
    const error = await aptOf({ stderr, code: 69 })
      .stage('4.0.5-7')
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(NotPermitted);
  });
});

describe('hold', () => {
  test('is asked of apt-mark', async () => {
    const { host, asked } = answeringHost({});
    const apt = aptPackages(host);
    await apt.hold(true);
    await apt.hold(false);
    expect(asked.map((argv) => argv.slice(-2))).toEqual([
      ['hold', 'rabbitmq-server'],
      ['unhold', 'rabbitmq-server'],
    ]);
  });

  test('that fails is told in the words of apt', async () => {
    const stderr = 'E: Executing dpkg failed. Are you root?\n';
    await expect(aptOf({ stderr, code: 100 }).hold(true)).rejects.toMatchObject({
      message: 'apt on mq1 cannot hold rabbitmq-server',
      hint: stderr.trim(),
    });
  });
});

test('versions are arguments of the scripts, never parts of them', () => {
  const apt = aptOf({});
  const [first, second] = [apt.installArgv('1'), apt.installArgv('2')];
  expect(first.slice(0, 5)).toEqual(second.slice(0, 5));
  expect(first.slice(4)).toEqual(['rabbitmq-server.service', 'rabbitmq-server=1']);
  const packages = [
    { name: 'erlang-base', version: '1:27.3' },
    { name: 'rabbitmq-server', version: '4.0.5-6' },
  ];
  expect(apt.restoreArgv(packages).slice(4)).toEqual([
    ...['rabbitmq-server.service', 'erlang-base=1:27.3', 'rabbitmq-server=4.0.5-6'],
  ]);
  expect(apt.wayBack(packages).map((argv) => argv.slice(0, 2))).toEqual([
    ['apt-get', 'install'],
    ['systemctl', 'unmask'],
    ['systemctl', 'start'],
  ]);
});
