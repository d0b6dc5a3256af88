import { describe, expect, test } from 'vitest';
import { CheckFailed, DataError, NotPermitted, Unavailable } from '../../../src/errors.js';
import { dnfPackages } from '../../../src/ssh/packages/dnf.js';
import { type Answer, answeringHost } from './answering-host.js';
import { transcript } from './dnf-transcript.js';

const dnfOf = (...answers: readonly Answer[]) => dnfPackages(answeringHost(...answers).host);

describe.each(['dnf4', 'dnf5'])('%s', (dnf) => {
  const says = (name: string) => dnfOf(transcript(`${dnf}/${name}`));

  test('installed is RabbitMQ and Erlang', async () => {
    expect(await says('installed').installed()).toEqual({
      version: '4.0.5-1.el8',
      rabbitmq: '4.0.5',
      installedAt: expect.any(Number),
      held: false,
      packages: [
        { name: 'erlang', version: '26.2.5.13-1.el9' },
        { name: 'rabbitmq-server', version: '4.0.5-1.el8' },
      ],
    });
  });

  test('a lock is a hold', async () => {
    expect(await says('installed-held').installed()).toMatchObject({ version: '4.0.5-1.el8', held: true });
  });

  test('two at a time, after a transaction that was cut short, are no version that was asked for', async () => {
    expect(await says('installed-twice').installed()).toMatchObject({ version: '4.0.5-1.el8 and 4.0.9-1.el8' });
  });

  test.each([
    ['4.0.9', '4.0.9-2.el8'],
    ['4.0.9-1.el8', '4.0.9-1.el8'],
    ['4.1.0-rc.1', '4.1.0~rc.1-1.el8'],
  ])('the candidate for %s', async (target, candidate) => {
    expect(await says('versions').candidate(target)).toBe(candidate);
  });

  test('without a cache the repositories are asked, even for what is installed', async () => {
    const { host, asked } = answeringHost(transcript(`${dnf}/versions-without-cache`), transcript(`${dnf}/versions`));
    expect(await dnfPackages(host).candidate('4.0.5')).toBe('4.0.5-1.el8');
    expect(asked.map((argv) => argv.includes('--cacheonly'))).toEqual([true, false]);
  });

  test('a version that nobody has: those that there are, newest first', async () => {
    const error = await caught(says('versions').candidate('9.9.9'));
    expect(error).toBeInstanceOf(DataError);
    expect(error.hint).toMatch(/^Its repositories have 4\.4\.0-1\.el8, 4\.3\.6-1\.el8, .*4\.0\.10-1\.el8, 4\.0\.9-2/);
  });

  test('a repository that does not answer is not one without that version', async () => {
    const error = await caught(says('versions-repository-down').candidate('4.0.10'));
    expect(error).toBeInstanceOf(Unavailable);
    expect(error.hint).toMatch(/Could ?n[o']t connect to server/i);
  });

  test('a change of RabbitMQ alone', async () => {
    expect(await says('changes').changes('4.0.10-1.el8')).toEqual([
      { name: 'rabbitmq-server', from: '4.0.5-1.el8', to: '4.0.10-1.el8' },
    ]);
  });

  test('a change of Erlang, too', async () => {
    expect(await says('changes-with-erlang').changes('4.3.6-1.el8')).toEqual([
      { name: 'erlang', from: '26.2.5.13-1.el9', to: '27.3.4.2-1.el9' },
      { name: 'rabbitmq-server', from: '4.0.5-1.el8', to: '4.3.6-1.el8' },
    ]);
  });

  test('a new package', async () => {
    expect(await says('changes-new-package').changes('4.0.11-1.el8')).toContainEqual({
      name: 'erlang-some-really-long-package-name-of-a-vendor',
      from: undefined,
      to: '27.3.4.2+git20251125.abcdef-1.20251125.el9',
    });
  });

  test.each([
    ['changes-impossible', '4.4.0-1.el8', 'nothing provides erlang >= 28.0'],
    ['changes-unknown', '9.9-1', 'rabbitmq-server-9.9-1'],
  ])('%s', async (name, version, words) => {
    const error = await caught(says(name).changes(version));
    expect(error).toBeInstanceOf(CheckFailed);
    expect(error.message).toBe(`dnf on mq1 cannot install rabbitmq-server ${version}`);
    expect(error.hint).toContain(words);
    expect(error.hint).not.toMatch(/skip-|Repositories loaded|metadata expiration/);
  });

  test('changes and downloads from a repository that does not answer', async () => {
    for (const asked of [
      says('changes-repository-down').changes('4.0.10-1.el8'),
      says('stage-repository-down').stage('4.0.10-1.el8'),
    ]) {
      const error = await caught(asked);
      expect(error).toBeInstanceOf(Unavailable);
      expect(error.message).toContain('mq1 cannot download rabbitmq-server 4.0.10-1.el8: its repository does not');
      expect(error.hint).toMatch(/connect to server|all mirrors were/i);
    }
  });

  test('staged', async () => {
    await says('stage').stage('4.3.6-1.el8');
  });
});

test('rows that dnf 4 breaks because a name is too long', async () => {
  expect(await dnfOf(transcript('dnf4/changes-narrow')).changes('4.0.11-1.el8')).toEqual([
    { name: 'rabbitmq-server', from: '4.0.5-1.el8', to: '4.0.11-1.el8' },
    {
      name: 'erlang-some-really-long-package-name-of-a-vendor',
      from: undefined,
      to: '27.3.4.2+git20251125.abcdef-1.20251125.el9',
    },
  ]);
});

test('nothing to change', async () => {
  expect(await dnfOf({}).changes('4.0.5-1.el8')).toEqual([]);
});

test('what goes', async () => {
  const stdout = `Removing dependent packages:\n erlang-tools x86_64 0:26.2-1 @System 1 k\n\nTransaction Summary:\nwas rabbitmq-server 4.0.5-1\n`;
  expect(await dnfOf({ stdout, code: 1 }).changes('4.0.9-1')).toEqual([
    { name: 'erlang-tools', from: '26.2-1', to: undefined },
  ]);
});

test('a machine without it', async () => {
  expect(await caught(dnfOf({ stdout: 'package erlang 26.2-1 1\n' }).installed())).toMatchObject({
    message: 'mq1 has no package rabbitmq-server',
    hint: expect.stringContaining('--packages command'),
  });
});

test('a machine without rpm', async () => {
  const error = await caught(dnfOf({ code: 127, stderr: 'sh: 1: rpm: not found\n' }).installed());
  expect(error).toMatchObject({
    message: 'dnf on mq1 cannot ask rpm what is installed',
    hint: 'sh: 1: rpm: not found',
  });
});

test('a version that is kept out by a lock is not held at one', async () => {
  const own = 'package rabbitmq-server 4.0.5-1 1\n';
  const kept = ['!rabbitmq-server-0:4.0.9-1.*', '[[packages]]\nname = "rabbitmq-server"\ncomparator = "!="'];
  for (const lock of kept)
    expect(await dnfOf({ stdout: `${own}${lock}\n` }).installed()).toMatchObject({ held: false });
});

test('a disk that is full is no fault of the repository', async () => {
  const stderr = 'Error: Insufficient space in download directory /var/cache/dnf\n';
  const error = await caught(dnfOf({ code: 1, stderr }).stage('4.0.9-1'));
  expect(error).toBeInstanceOf(CheckFailed);
  expect(error.hint).toContain('Insufficient space');
});

test('holding wants the plugin of dnf 4, and says how to get it', async () => {
  const error = await caught(dnfOf(transcript('dnf4/hold-without-plugin')).hold(true));
  expect(error.message).toContain('no versionlock');
  expect(error.hint).toContain("dnf install 'dnf-command(versionlock)'");
});

test('a hold that fails otherwise', async () => {
  const error = await caught(dnfOf({ code: 1, stderr: 'Error: cannot write\n' }).hold(false));
  expect(error).toMatchObject({ message: 'dnf on mq1 cannot unhold rabbitmq-server', hint: 'Error: cannot write' });
});

test('sudo that says no', async () => {
  const stderr = 'rabbitctl-cannot: sudo: a password is required\n';
  expect(await caught(dnfOf({ code: 69, stderr }).changes('4.0.9-1'))).toBeInstanceOf(NotPermitted);
});

test('the way back is exact, for the tool and for a person', () => {
  const { restoreArgv, wayBack } = dnfOf({});
  const packages = [
    { name: 'erlang', version: '26.2.5.13-1.el9' },
    { name: 'rabbitmq-server', version: '4.0.5-1.el8' },
  ];
  const exact = ['erlang-26.2.5.13-1.el9', 'rabbitmq-server-4.0.5-1.el8'];
  expect(restoreArgv(packages).slice(-2)).toEqual(exact);
  expect(wayBack(packages).map((line) => line.join(' '))).toEqual([
    'dnf versionlock delete rabbitmq-server',
    `dnf install --allowerasing ${exact.join(' ')}`,
    'systemctl unmask --runtime rabbitmq-server.service',
    'systemctl start rabbitmq-server.service',
  ]);
});

async function caught(promise: Promise<unknown>): Promise<CheckFailed | DataError | Unavailable | NotPermitted> {
  return promise.then(
    () => Promise.reject(new Error('nothing was thrown')),
    (error) => error,
  );
}
