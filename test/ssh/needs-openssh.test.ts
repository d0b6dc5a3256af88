import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
});
