import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run, tryRun } from '../lab/child-process.js';
import type { Lab } from '../lab/lab.js';
import { hostPlaces } from '../lab/places.js';
import { withLab } from '../lab/with-lab.js';
import { buildReleases, type Releases } from './built-releases.js';

// What people are given, built as README says: the same bytes twice, and it works where nothing of this tree is.

const client = /^\d+\.\d+\.\d+\ncommit: .+\nbuild: /;

withLab('trixie', 'releases', (lab: () => Lab) => {
  const place = mkdtempSync(join(tmpdir(), 'rabbitctl-releases-'));
  let built: Releases;
  const outside = () => ({ PATH: process.env.PATH, HOME: place, RABBITCTL_CONFIG: lab().configFile });
  const runAs = (program: string, ...argv: string[]) => tryRun([program, ...argv], { env: outside(), deadline: 60 });
  const node = () => lab().hosts[0]?.node ?? '';

  beforeAll(async () => {
    built = await buildReleases(join(place, 'one'));
  });
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  test('two builds in two directories are the same bytes', async () => {
    const again = await buildReleases(join(place, 'other-directory'));
    for (const what of ['npm', 'standalone', 'debian'] as const)
      expect([what, sum(again[what])]).toEqual([what, sum(built[what])]);
  });

  test('standalone: over HTTP, through a tunnel, over SSH', async () => {
    const listed = await runAs(built.standalone, 'list_users', '--formatter', 'json');
    expect(listed).toMatchObject({ stderr: '', code: 0 });
    expect(JSON.parse(listed.stdout)).toContainEqual({ user: 'guest', tags: ['administrator'] });
    const tunnelled = await runAs(built.standalone, '--tunnel', 'list_users');
    expect(tunnelled).toMatchObject({
      stderr: '',
      code: 0,
      stdout: expect.stringContaining('guest\t[administrator]\n'),
    });
    const { stdout, code } = await runAs(built.standalone, '-n', node(), 'on-node', '--', 'rabbitmqctl', 'version');
    expect({ stdout, code }).toEqual({ stdout: `${lab().version}\n`, code: 0 });
  });

  test('standalone: its version, a mistyped command, and the settings of the directory are not its own', async () => {
    expect((await runAs(built.standalone, 'version', '--client')).stdout).toMatch(client);
    const unknown = await runAs(built.standalone, 'list_qeues');
    expect(unknown).toMatchObject({ code: 64, stderr: expect.stringContaining("Did you mean 'list_queues'?") });
    const line =
      'cd "$1" && echo RABBITCTL_FORMATTER=json > .env && echo "preload = [\\"./gone.js\\"]" > bunfig.toml && exec "$2" --version';
    const ran = await tryRun(['sh', '-c', line, 'sh', place, built.standalone], { env: outside() });
    expect(ran).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^\d/) });
  });

  test('the npm package installs, and its second run finds itself compiled', async () => {
    const prefix = join(place, 'global');
    const install = ['npm', 'install', '--global', '--prefix', prefix, '--no-audit', '--no-fund', '--prefer-offline'];
    await run([...install, built.npm], { deadline: 240 });
    const program = join(prefix, 'bin', 'rabbitctl');
    for (const _ of ['compiles', 'finds']) {
      expect(await runAs(program, 'list_users')).toMatchObject({ code: 0, stdout: expect.stringContaining('guest') });
      const onNode = await runAs(program, 'on-node', '-n', node(), '--', 'rabbitmqctl', 'version');
      expect(onNode).toMatchObject({ code: 0, stdout: `${lab().version}\n` });
    }
    expect((await runAs(program, 'version', '--client')).stdout).toMatch(client);
  });

  test('the Debian package installs on a host, and leaves nothing', async () => {
    const [host] = lab().hosts;
    if (host === undefined) throw new Error('no host');
    const name = basename(built.debian);
    const file = join(hostPlaces(lab().prefix, host.name).root, 'root', name);
    copyFileSync(built.debian, file);
    try {
      expect(await host.run(['dpkg', '-i', `/root/${name}`])).toMatchObject({ code: 0 });
      expect((await host.run(['rabbitctl', 'version', '--client'])).stdout).toMatch(client);
      const files = (await host.run(['dpkg', '-L', 'rabbitctl'])).stdout.split('\n');
      const expected = ['man/man1/rabbitctl.1.gz', 'man/man1/rabbitctl-list_queues.1.gz', 'doc/rabbitctl/copyright'];
      const completions = ['bash-completion/completions/rabbitctl', 'zsh/vendor-completions/_rabbitctl'];
      expect(files).toEqual(expect.arrayContaining([...expected, ...completions].map((path) => `/usr/share/${path}`)));
      expect(await host.run(['dpkg', '--verify', 'rabbitctl'])).toMatchObject({ code: 0, stdout: '' });
      expect(await host.run(['dpkg', '--purge', 'rabbitctl'])).toMatchObject({ code: 0 });
      expect((await host.run(['test', '-e', '/usr/bin/rabbitctl'])).code).toBe(1);
      expect((await host.run(['dpkg', '-s', 'rabbitctl'])).code).toBe(1);
    } finally {
      rmSync(file, { force: true });
    }
  });
});

const sum = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
