import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { needsOpenSsh } from '../../src/ssh/needs-openssh.js';
import { resolveHost } from '../../src/ssh/ssh-config.js';
import { openHost } from '../../src/ssh/ssh-host.js';
import type { SshSettings } from '../../src/ssh/ssh-settings.js';
import { eventually, me, noSshd, Scratch, type Sshd } from './sshd.js';

describe.skipIf(noSshd)(`what only the system’s ssh can enter${noSshd ? `: skipped, ${noSshd}` : ''}`, () => {
  let scratch: Scratch;
  let sshd: Sshd;
  let agent: ChildProcess;

  beforeAll(async () => {
    scratch = await Scratch.create();
    process.env.TMPDIR = scratch.directory; // where the control sockets go
    sshd = await scratch.start('one');
    agent = spawn('ssh-agent', ['-D', '-a', scratch.path('agent')], { stdio: 'ignore' });
    expect(await eventually(() => existsSync(scratch.path('agent')))).toBe(true);
  });
  afterAll(async () => {
    agent?.kill();
    delete process.env.TMPDIR;
    await scratch?.remove();
  });

  async function settingsWith(...lines: string[]): Promise<SshSettings> {
    const one = ['Host one', 'HostName 127.0.0.1', `Port ${sshd.port}`, `User ${me}`];
    const known = `UserKnownHostsFile ${scratch.path('one.known')}`;
    return { host: 'one', configFile: await scratch.config('config', [...one, ...lines, known]) };
  }

  const reason = async (settings: SshSettings) => needsOpenSsh(await resolveHost(settings));

  async function allow(name: string): Promise<void> {
    await writeFile(`${sshd.directory}/authorized_keys`, `${await scratch.publicKey(name)}\n`);
  }

  async function hello(settings: SshSettings): Promise<string> {
    const host = openHost(settings);
    try {
      return (await host.run(['echo', 'hello'])).stdout;
    } finally {
      await host.close();
    }
  }

  it.each([
    ['rsa', []],
    ['ecdsa', []],
    ['rsa', ['-N', 'open sesame']],
  ])('is what takes a key in PKCS#8: %s %j', async (type, options) => {
    const path = scratch.keygen(`pkcs8-${type}-${options.length}`, '-t', type, '-m', 'PKCS8', ...options);
    const settings = { ...(await settingsWith()), identity: [path] };
    expect(await reason(settings)).toBe(`${path} is in PKCS#8`);
    await allow(`pkcs8-${type}-${options.length}`);
    if (options.length === 0) expect(await hello(settings)).toBe('hello\n');
    else
      await expect(hello(settings)).rejects.toMatchObject({ hint: expect.stringMatching(/publickey.*\(ssh-add\)/s) });
  });

  it('is not a key in PKCS#8 that the agent has', async () => {
    const path = scratch.keygen('pkcs8-in-agent', '-t', 'rsa', '-m', 'PKCS8');
    execFileSync('ssh-add', ['-q', path], { env: { ...process.env, SSH_AUTH_SOCK: scratch.path('agent') } });
    const settings = { ...(await settingsWith(`IdentityAgent ${scratch.path('agent')}`)), identity: [path] };
    expect(await reason(settings)).toBeUndefined();
    await allow('pkcs8-in-agent');
    expect(await hello(settings)).toBe('hello\n');
  });

  it('is a host whose key comes from a command', async () => {
    const known = `echo '[127.0.0.1]:${sshd.port} ${await scratch.publicKey('one/host')}'`;
    await writeFile(scratch.path('known.sh'), `#!/bin/sh\n${known}\n`, { mode: 0o755 });
    const lines = [`KnownHostsCommand ${scratch.path('known.sh')}`, 'UserKnownHostsFile none'];
    const settings = await settingsWith(...lines);
    expect(await reason(settings)).toBe('KnownHostsCommand is set');
    await allow('id');
    expect(await hello(settings)).toBe('hello\n');
  });

  it.each([
    ['yes', 'VerifyHostKeyDNS is set'],
    ['ask', undefined],
    ['no', undefined],
  ])('is a host whose key comes from DNS: %s', async (value, expected) => {
    expect(await reason(await settingsWith(`VerifyHostKeyDNS ${value}`))).toBe(expected);
  });

  describe('with Kerberos', () => {
    const ticket = 'there is a Kerberos ticket';
    const before = { PATH: process.env.PATH, KRB5CCNAME: process.env.KRB5CCNAME };
    afterEach(() => {
      for (const [name, value] of Object.entries(before)) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    });

    /** Puts this klist before every other; it writes down that it ran. */
    async function klist(name: string, script: string): Promise<string> {
      const directory = scratch.path(name);
      await mkdir(directory);
      const lines = ['#!/bin/sh', `echo "$*" >>${directory}/ran`, script];
      await writeFile(`${directory}/klist`, `${lines.join('\n')}\n`, { mode: 0o755 });
      process.env.PATH = `${directory}:${before.PATH}`;
      return `${directory}/ran`;
    }

    it.each([
      ['KCM:1000', 'exit 0', ticket],
      ['KCM:1001', 'exit 1', undefined],
      ['FILE:/nowhere', 'exit 1', undefined],
      [undefined, 'exit 0', ticket],
    ])('asks klist for a ticket in the cache %s: %s', async (cache, script, expected) => {
      const ran = await klist(`klist-${cache?.replaceAll(/\W/g, '-')}`, script);
      delete process.env.KRB5CCNAME;
      if (cache !== undefined) process.env.KRB5CCNAME = cache;
      expect(await reason(await settingsWith('GSSAPIAuthentication yes'))).toBe(expected);
      expect(await readFile(ran, 'utf8')).toBe('-s\n');
    });

    it('asks nobody where GSSAPI is off', async () => {
      const ran = await klist('klist-off', 'exit 0');
      expect(await reason(await settingsWith('GSSAPIAuthentication no'))).toBeUndefined();
      expect(existsSync(ran)).toBe(false);
    });

    it.each([
      ['is not there', undefined],
      ['does not answer', 'exec sleep 4718.1'],
    ])('looks for the cache where klist %s', async (_what, script) => {
      const found = execFileSync('sh', ['-c', 'command -v ssh'], { encoding: 'utf8' }).trim();
      await mkdir(scratch.path(`bin-${script}`));
      await symlink(found, scratch.path(`bin-${script}/ssh`));
      if (script !== undefined) await klist('klist-silent', script);
      else process.env.PATH = scratch.path(`bin-${script}`);
      const settings = await settingsWith('GSSAPIAuthentication yes');
      process.env.KRB5CCNAME = `FILE:${scratch.path('no-cache')}`;
      expect(await reason(settings)).toBeUndefined();
      process.env.KRB5CCNAME = `FILE:${scratch.path('id')}`;
      expect(await reason(settings)).toBe(ticket);
    });
  });
});
