import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '../../src/ssh/host.js';
import { OpenSshHost, sshOptions } from '../../src/ssh/openssh.js';
import { resolveHost } from '../../src/ssh/ssh-config.js';
import type { SshSettings } from '../../src/ssh/ssh-settings.js';
import { me, noSshd, Scratch, type Sshd } from './sshd.js';

describe.skipIf(noSshd)(`what ssh_config has for a person’s sessions${noSshd ? `: skipped, ${noSshd}` : ''}`, () => {
  let scratch: Scratch;
  let sshd: Sshd;
  /** Something to make a tunnel to, on a port that is therefore taken. */
  let echo: Server;
  let taken: number;
  const hosts: Host[] = [];

  beforeAll(async () => {
    scratch = await Scratch.create();
    process.env.TMPDIR = scratch.directory; // where the control sockets go
    sshd = await scratch.start('one');
    echo = createServer((socket) => socket.end('through'));
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
    const address = echo.address();
    taken = typeof address === 'object' && address ? address.port : 0;
  });
  afterEach(() => Promise.all(hosts.splice(0).map((host) => host.close())));
  afterAll(async () => {
    echo?.close();
    delete process.env.TMPDIR;
    await scratch?.remove();
  });

  async function settingsWith(lines: readonly string[]): Promise<SshSettings> {
    const known = `UserKnownHostsFile ${scratch.path('one.known')}`;
    const one = ['Host one', 'HostName 127.0.0.1', `Port ${sshd.port}`, `User ${me}`, known];
    return { host: 'one', configFile: await scratch.config('config', [...one, ...lines]) };
  }

  async function bySsh(settings: SshSettings): Promise<Host> {
    const host = new OpenSshHost(settings.host, settings, await resolveHost(settings));
    hosts.push(host);
    return host;
  }

  it.each([
    ['RemoteCommand', () => ['RemoteCommand echo hi']],
    ['StdinNull', () => ['StdinNull yes']],
    [
      'a forwarding that must not fail',
      () => [`LocalForward 127.0.0.1:${taken} localhost:1`, 'ExitOnForwardFailure yes'],
    ],
    ['LocalCommand', () => ['PermitLocalCommand yes', `LocalCommand touch ${scratch.path('touched')}`]],
    ['RequestTTY', () => ['RequestTTY force']],
    ['SessionType', () => ['SessionType none']],
  ])('leaves commands and tunnels alone: %s', async (_name, lines) => {
    const host = await bySsh(await settingsWith(lines()));
    const output = await host.run(['sh', '-c', 'cat; echo err >&2; exit 7'], { input: 'in' });
    expect(output).toMatchObject({ stdout: 'in', stderr: 'err\n', code: 7 });
    expect(await text(await host.connect('127.0.0.1', taken))).toBe('through');
    expect(existsSync(scratch.path('touched'))).toBe(false);
  });

  it('leaves the way over a jump host alone', async () => {
    const bastion = await scratch.start('bastion');
    const known = await Promise.all(['one', 'bastion'].map((name) => readFile(scratch.path(`${name}.known`), 'utf8')));
    await writeFile(scratch.path('both'), known.join(''));
    const settings = await settingsWith([
      ...['Host bastion', 'HostName 127.0.0.1', `Port ${bastion.port}`, `User ${me}`, 'RemoteCommand echo hi'],
      ...['StdinNull yes', `LocalForward 127.0.0.1:${taken} localhost:1`, 'ExitOnForwardFailure yes'],
    ]);
    const host = await bySsh({ ...settings, jump: 'bastion', knownHosts: [scratch.path('both')] });
    expect((await host.run(['echo', 'over'])).stdout).toBe('over\n');
    expect(bastion.log).toContain('Accepted publickey');
  });

  it('may be a command of the server’s own, whose exit code is not ours', async () => {
    const forced = await scratch.start('forced', ['ForceCommand echo no shell for you >&2; exit 255']);
    const settings = { ...(await settingsWith([])), port: forced.port, knownHosts: [scratch.path('forced.known')] };
    await expect((await bySsh(settings)).run(['true'])).rejects.toMatchObject({
      message: 'the command was not started on one',
      hint: 'no shell for you\nTry: ssh one true',
    });
  });

  it('is not spoken of to an ssh that does not know it yet', async () => {
    const settings = await settingsWith(['RemoteCommand echo hi']);
    const host = await resolveHost(settings);
    const known = (...names: string[]) => new Map([...host.options].filter(([name]) => names.includes(name)));
    const words = (...names: string[]) => sshOptions(settings, { ...host, options: known(...names) }).join(' ');
    expect(words('user')).not.toMatch(/RemoteCommand|StdinNull/); // 7.5
    expect(words('user', 'remotecommand')).toMatch(/RemoteCommand=none/); // 7.6
    expect(words('user', 'remotecommand')).not.toMatch(/StdinNull/);
    expect(words('user', 'stdinnull')).toMatch(/RemoteCommand=none.*StdinNull=no/); // 8.7
  });
});
