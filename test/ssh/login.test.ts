import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError, NotPermitted, Unavailable } from '../../src/errors.js';
import { openHost } from '../../src/ssh/ssh-host.js';
import type { SshSettings } from '../../src/ssh/ssh-settings.js';
import { freePort, me, noSshd, Scratch, type Sshd } from './sshd.js';

describe.skipIf(noSshd)(`logging in to a real sshd${noSshd ? `: skipped, ${noSshd}` : ''}`, () => {
  let scratch: Scratch;
  let sshd: Sshd;
  let inner: Sshd;
  let agent: ChildProcess;
  let agentSocket: string;
  let count = 0;

  beforeAll(async () => {
    scratch = await Scratch.create();
    sshd = await scratch.start('one');
    inner = await scratch.start('two', ['LogLevel VERBOSE']);
    agentSocket = scratch.path('agent');
    agent = spawn('ssh-agent', ['-D', '-a', agentSocket], { stdio: 'ignore' });
    for (let attempt = 0; attempt < 50 && !(await stat(agentSocket).catch(() => undefined)); attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
  afterAll(async () => {
    agent?.kill();
    await scratch?.remove();
  });

  const addKey = (path: string) =>
    execFileSync('ssh-add', ['-q', path], { env: { ...process.env, SSH_AUTH_SOCK: agentSocket } });

  /** `echo hello` on the host `one`, with these lines in its ssh config. */
  async function hello(lines: readonly string[], settings: Partial<SshSettings> = {}, target = sshd): Promise<string> {
    count += 1;
    const known = target === sshd ? 'one.known' : 'two.known';
    const usual = ['Host one', 'HostName 127.0.0.1', `Port ${target.port}`, `User ${me}`];
    const config = await scratch.config(`config${count}`, [
      ...usual,
      ...lines,
      `UserKnownHostsFile ${scratch.path(known)}`,
    ]);
    const host = openHost({ host: 'one', configFile: config, ...settings });
    try {
      return (await host.run(['echo', 'hello'])).stdout;
    } finally {
      await host.close();
    }
  }

  async function allow(name: string): Promise<void> {
    const keys = [await scratch.publicKey('id'), await scratch.publicKey(name)];
    await writeFile(`${sshd.directory}/authorized_keys`, `${keys.join('\n')}\n`);
  }

  describe('keys', () => {
    it.each([
      ['ed25519', []],
      ['ecdsa', ['-t', 'ecdsa', '-b', '384']],
      ['rsa', ['-t', 'rsa', '-b', '2048']],
      ['rsa in PEM', ['-t', 'rsa', '-b', '2048', '-m', 'PEM']],
    ])('uses a key file: %s', async (name, options) => {
      const file = name.replaceAll(' ', '-');
      const path = scratch.keygen(file, ...options);
      await allow(file);
      expect(await hello([], { identity: [path] })).toBe('hello\n');
    });

    it('asks for the passphrase once the server takes the key, and again when it is wrong', async () => {
      const path = scratch.keygen('secret', '-N', 'open sesame');
      await allow('secret');
      const prompts: string[] = [];
      const askSecret = async (prompt: string) => {
        prompts.push(prompt);
        return prompts.length < 2 ? 'wrong' : 'open sesame';
      };
      expect(await hello([], { identity: [path], askSecret })).toBe('hello\n');
      expect(prompts).toHaveLength(2);
      expect(await hello([], { identity: [path] })).toBe('hello\n'); // remembered for the other hosts of this run
    });

    it('does not ask for the passphrase of a key that the server does not know', async () => {
      const path = scratch.keygen('stranger', '-N', 'open sesame');
      const askSecret = () => Promise.reject(new Error('asked'));
      const failure = hello(['PasswordAuthentication no'], { identity: [path], askSecret });
      await expect(failure).rejects.toMatchObject({ name: 'NotPermitted', hint: expect.stringContaining('stranger') });
    });

    it('says that a key is encrypted when there is nobody to ask', async () => {
      const path = scratch.keygen('locked', '-N', 'open sesame');
      await allow('locked');
      await expect(hello([], { identity: [path] })).rejects.toThrow(ConfigError);
      await expect(hello([], { identity: [path] })).rejects.toMatchObject({
        hint: expect.stringContaining(`ssh-add ${path}`),
      });
    });

    it('names the keys that were refused, and what the server takes', async () => {
      const path = scratch.keygen('refused');
      await expect(hello([], { identity: [path] })).rejects.toMatchObject({
        name: 'NotPermitted',
        message: expect.stringContaining(`let ${me} log in`),
        hint: expect.stringMatching(/refused \(SHA256:.*\n.*The server takes: publickey/s),
      });
    });

    it('names a key file that is missing', async () => {
      await expect(hello([], { identity: ['/nowhere/key'] })).rejects.toMatchObject({
        hint: expect.stringContaining('/nowhere/key: no such file'),
      });
    });
  });

  describe('the agent', () => {
    it('is used for a key that is in no file', async () => {
      addKey(scratch.keygen('in-agent'));
      await allow('in-agent');
      expect(await hello([`IdentityAgent ${agentSocket}`, 'IdentityFile /nowhere'], {})).toBe('hello\n');
    });

    it('signs with RSA keys', async () => {
      addKey(scratch.keygen('rsa-in-agent', '-t', 'rsa', '-b', '2048'));
      await allow('rsa-in-agent');
      expect(await hello([`IdentityAgent ${agentSocket}`], { identity: ['/nowhere'] })).toBe('hello\n');
    });

    it('offers only the named key with IdentitiesOnly, also when just its public half is here', async () => {
      addKey(scratch.keygen('other'));
      const path = scratch.keygen('chosen');
      addKey(path);
      await allow('chosen');
      inner.log = '';
      await writeFile(`${inner.directory}/authorized_keys`, await scratch.publicKey('chosen'));
      const lines = [`IdentityAgent ${agentSocket}`, 'IdentitiesOnly yes'];
      expect(await hello(lines, { identity: [`${path}.pub`] }, inner)).toBe('hello\n');
      expect(inner.log).not.toMatch(/Failed publickey/);
    });

    it('is passed over when it does not answer', async () => {
      await allow('id');
      expect(await hello(['IdentityAgent /nowhere/agent'])).toBe('hello\n');
    });
  });

  describe('the way there', () => {
    it('goes over two jump hosts, each verified', async () => {
      await writeFile(`${inner.directory}/authorized_keys`, await scratch.publicKey('id'));
      await allow('id');
      const third = await scratch.start('three');
      const known = await Promise.all(
        ['one', 'two', 'three'].map((name) => readFile(scratch.path(`${name}.known`), 'utf8')),
      );
      await writeFile(scratch.path('all.known'), known.join(''));
      const config = await scratch.config('jumps', [
        ...['Host target', 'HostName 127.0.0.1', `Port ${third.port}`, `ProxyJump ${me}@127.0.0.1:${sshd.port},second`],
        ...['Host second', 'HostName 127.0.0.1', `Port ${inner.port}`],
        ...['Host *', `User ${me}`],
        `UserKnownHostsFile ${scratch.path('all.known')}`,
      ]);
      const host = openHost({ host: 'target', configFile: config });
      const { stdout } = await host.run(['sh', '-c', 'echo "$SSH_CONNECTION"']);
      expect(stdout.trim().split(' ').at(-1)).toBe(String(third.port));
      await host.close();
      expect(sshd.log).toContain('Accepted publickey');
      expect(inner.log).toContain('Accepted publickey');

      await writeFile(scratch.path('all.known'), `${known[0]}${known[2]}`);
      const unsure = openHost({ host: 'target', configFile: config });
      await expect(unsure.run(['true'])).rejects.toThrow(`the host key of [127.0.0.1]:${inner.port} is not known`);
      await unsure.close();
    });

    it('reaches the jump host itself directly, although Host * names it', async () => {
      expect(await hello(['Host *', `ProxyJump one`, `Port ${sshd.port}`, 'HostName 127.0.0.1'])).toBe('hello\n');
    });

    it('says which jump host cannot get through', async () => {
      const port = await freePort();
      const failure = hello([`Port ${port}`], {
        port,
        jump: `${me}@127.0.0.1:${sshd.port}`,
        knownHosts: [scratch.path('one.known')],
      });
      await expect(failure).rejects.toThrow(/the jump host 127\.0\.0\.1 cannot reach it/);
    });

    it('uses a ProxyCommand as the connection', async () => {
      const relay = `${process.execPath} -e "const s=require('net').connect(process.argv[1],process.argv[2]);process.stdin.pipe(s).pipe(process.stdout)" %p %h`;
      expect(await hello([`ProxyCommand ${relay}`])).toBe('hello\n');
    });

    it('tells what a failing ProxyCommand said', async () => {
      await expect(hello(['ProxyCommand echo session expired >&2; exit 3'])).rejects.toMatchObject({
        name: 'Unavailable',
        message: expect.stringContaining('session expired'),
      });
    });

    it('tells refused, unknown and silent hosts apart', async () => {
      const port = await freePort();
      await expect(hello([], { port })).rejects.toThrow(/refuses connections/);
      const nowhere = openHost({ host: 'no-such-host.invalid', configFile: '/dev/null' });
      await expect(nowhere.run(['true'])).rejects.toThrow(/no address is known/);
      await expect(hello([], { port })).rejects.toThrow(Unavailable);
    });
  });

  describe('host keys', () => {
    const settings = (known: string, more: Partial<SshSettings> = {}) => ({
      knownHosts: [scratch.path(known)],
      ...more,
    });

    it('refuses an unknown one, with its fingerprint and the ways to accept it', async () => {
      const print = execFileSync('ssh-keygen', ['-lf', `${sshd.hostKey}.pub`], { encoding: 'utf8' }).split(' ')[1];
      const failure: unknown = await hello([], settings('none')).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(NotPermitted);
      expect(failure).toMatchObject({
        message: expect.stringContaining(`ssh-ed25519 ${print}`),
        hint: expect.stringMatching(/--accept-new-host-keys.*ssh-keyscan/s),
      });
    });

    it('adds an unknown one where that is allowed, so that ssh knows it too', async () => {
      const where = settings('new/known', { acceptNewHostKeys: true });
      expect(await hello(['HashKnownHosts yes'], where)).toBe('hello\n');
      expect(await hello([], settings('new/known'))).toBe('hello\n');
      const text = await readFile(scratch.path('new/known'), 'utf8');
      expect(text).toMatch(/^\|1\|\S+\|\S+ ssh-ed25519 \S+\n$/);
      expect((await stat(scratch.path('new/known'))).mode & 0o777).toBe(0o600);
      expect((await stat(scratch.path('new'))).mode & 0o777).toBe(0o700);
      const found = execFileSync('ssh-keygen', ['-F', `[127.0.0.1]:${sshd.port}`, '-f', scratch.path('new/known')], {
        encoding: 'utf8',
      });
      expect(found).toContain('found: line 1');
    });

    it('refuses a changed one even where new ones are accepted or nothing is checked', async () => {
      const other = (await scratch.publicKey('two/host')).split(' ');
      await writeFile(scratch.path('changed'), `# comment\n[127.0.0.1]:${sshd.port} ${other[0]} ${other[1]}\n`);
      for (const lines of [[], ['StrictHostKeyChecking no'], ['StrictHostKeyChecking accept-new']]) {
        const failure = hello(lines, settings('changed', { acceptNewHostKeys: true }));
        await expect(failure).rejects.toMatchObject({
          name: 'NotPermitted',
          message: expect.stringContaining('HAS CHANGED'),
          hint: expect.stringContaining(`${scratch.path('changed')}:2`),
        });
      }
    });

    it('accepts a new one where ssh would not check at all', async () => {
      expect(await hello(['StrictHostKeyChecking no'], settings('unchecked'))).toBe('hello\n');
      expect(await readFile(scratch.path('unchecked'), 'utf8')).toContain('ssh-ed25519');
    });

    it('refuses a revoked one', async () => {
      const known = await readFile(scratch.path('one.known'), 'utf8');
      await writeFile(scratch.path('revoked'), `${known}@revoked * ${await scratch.publicKey('one/host')}\n`);
      await expect(hello([], settings('revoked'))).rejects.toThrow(/is revoked/);
    });

    it('asks for the kind of key that it knows', async () => {
      const rsa = scratch.keygen('rsa-host', '-t', 'rsa', '-b', '2048');
      const both = await scratch.start('both', [`HostKey ${rsa}`]);
      await writeFile(scratch.path('rsa.known'), `[127.0.0.1]:${both.port} ${await scratch.publicKey('rsa-host')}\n`);
      expect(await hello([], { port: both.port, ...settings('rsa.known') })).toBe('hello\n');
    });

    it('finds a host under its HostKeyAlias and under its name without the port', async () => {
      const key = await scratch.publicKey('one/host');
      await writeFile(scratch.path('alias'), `cluster-a ${key}\n`);
      expect(await hello(['HostKeyAlias cluster-a'], settings('alias'))).toBe('hello\n');
      await writeFile(scratch.path('plain'), `127.0.0.1 ${key}\n`);
      expect(await hello([], settings('plain'))).toBe('hello\n');
    });

    it('checks the address too with CheckHostIP', async () => {
      const [type, other] = (await scratch.publicKey('two/host')).split(' ');
      const lines = `[localhost]:${sshd.port} ${await scratch.publicKey('one/host')}\n[127.0.0.1]:${sshd.port} ${type} ${other}\n`;
      await writeFile(scratch.path('address'), lines);
      const config = await scratch.config('by-name', [
        'Host by-name',
        'HostName localhost',
        `Port ${sshd.port}`,
        `User ${me}`,
        'AddressFamily inet',
        'CheckHostIP yes',
        `UserKnownHostsFile ${scratch.path('address')}`,
      ]);
      const host = openHost({ host: 'by-name', configFile: config });
      await expect(host.run(['true'])).rejects.toThrow(/HAS CHANGED/);
    });
  });
});
