import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server as TcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Interrupted, Locked, TimedOut } from '../../src/errors.js';
import type { Host } from '../../src/ssh/host.js';
import { OpenSshHost } from '../../src/ssh/openssh.js';
import { prefixedHost } from '../../src/ssh/prefixed-host.js';
import { openTcp } from '../../src/ssh/route.js';
import { resolveHost } from '../../src/ssh/ssh-config.js';
import { openHost } from '../../src/ssh/ssh-host.js';
import type { SshSettings } from '../../src/ssh/ssh-settings.js';
import { eventually, processesWith } from './sshd.js';

/** ms in which whatever is given up has to be over; each login here would take 15,000 */
const soon = 2500;

describe('a login that is given up', () => {
  let directory: string;
  let key: string;
  const servers: (ssh2.Server | TcpServer)[] = [];
  const hosts: Host[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'rabbitctl-giving-up-'));
    for (const name of ['key', 'locked', 'locked too']) {
      const passphrase = name === 'key' ? '' : 'open sesame';
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-f', join(directory, name)]);
    }
    execFileSync('ssh-keygen', ['-q', '-t', 'rsa', '-b', '2048', '-m', 'PEM', '-N', '', '-f', join(directory, 'host')]);
    key = execFileSync('cat', [join(directory, 'host')], { encoding: 'utf8' });
    await config('config');
  });
  afterEach(async () => {
    await Promise.all(hosts.splice(0).map((host) => host.close()));
    for (const server of servers.splice(0)) server.close();
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  async function config(name: string, ...lines: string[]): Promise<string> {
    const always = ['Host *', 'IdentityAgent none', `IdentityFile ${directory}/key`, 'GlobalKnownHostsFile none'];
    await writeFile(join(directory, name), `${[...lines, ...always].join('\n')}\n`);
    return join(directory, name);
  }

  async function listen(server: ssh2.Server | TcpServer): Promise<number> {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  /** Accepts and says nothing. */
  const silent = () => listen(createServer(() => {}));

  /** Lets in after `delay` ms, runs everything with code 0, and makes tunnels that never come about. */
  function slow(delay: number): Promise<number> {
    const server = new ssh2.Server({ hostKeys: [key] }, (connection) => {
      connection.on('error', () => {});
      connection.on('tcpip', () => {});
      connection.on('authentication', (context) => {
        if (context.method !== 'publickey') return context.reject(['publickey']);
        setTimeout(() => context.accept(), delay);
      });
      connection.on('session', (accept) => {
        accept().on('exec', (acceptExec) => {
          const channel = acceptExec();
          channel.exit(0);
          channel.end('done');
        });
      });
    });
    return listen(server);
  }

  function settingsFor(port: number, more: Partial<SshSettings>): SshSettings {
    return {
      host: '127.0.0.1',
      port,
      user: 'joe',
      configFile: join(directory, 'config'),
      knownHosts: [join(directory, `known-${port}`)],
      acceptNewHostKeys: true,
      ...more,
    };
  }

  function hostAt(port: number, more: Partial<SshSettings> = {}): Host {
    const host = openHost(settingsFor(port, more));
    hosts.push(host);
    return host;
  }

  async function bySsh(port: number): Promise<Host> {
    const settings = settingsFor(port, {});
    const host = new OpenSshHost('mq1', settings, await resolveHost(settings));
    hosts.push(host);
    return host;
  }

  /** What the work fails with, and whether it did so soon. */
  async function failure(work: Promise<unknown>): Promise<unknown> {
    const began = Date.now();
    const error: unknown = await work.catch((reason: unknown) => reason);
    expect(Date.now() - began).toBeLessThan(soon);
    return error;
  }

  /** Closes the host while it logs in: what waits for it, and the closing itself, are soon over. */
  async function closing(host: Host, after = 300): Promise<void> {
    const running = host.run(['x']).catch((error: unknown) => error);
    const tunnel = host.connect('127.0.0.1', 1).catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, after));
    await failure(host.close());
    expect(await failure(running)).toBeInstanceOf(Interrupted);
    expect(await failure(tunnel)).toBeInstanceOf(Interrupted);
  }

  const ways: [string, (port: number) => Host | Promise<Host>][] = [
    ['ssh2', (port) => hostAt(port)],
    ['the system’s ssh', (port) => bySsh(port)],
    ['a container over ssh2', (port) => prefixedHost(hostAt(port), ['docker', 'exec', '-i', 'mq1'])],
  ];
  describe.each(ways)('by %s', (_name, open) => {
    it('ends with close', async () => {
      await closing(await open(await silent()));
    });

    it('ends at the deadline', async () => {
      const host = await open(await silent());
      const error = await failure(host.run(['rabbitmqctl', 'status'], { deadline: 400 }));
      expect(error).toBeInstanceOf(TimedOut);
      expect(error).toMatchObject({
        exitCode: 75,
        message: expect.stringMatching(/^rabbitmqctl status on .* took longer than 0\.4 seconds$/),
        hint: undefined,
      });
    });

    it('ends when aborted, with the reason for it', async () => {
      const host = await open(await silent());
      const abort = new AbortController();
      const running = failure(host.run(['x'], { signal: abort.signal }));
      setTimeout(() => abort.abort(), 200);
      expect(await running).toBeInstanceOf(Interrupted);
      expect(await failure(host.run(['x'], { signal: AbortSignal.abort(new Locked('by joe')) }))).toMatchObject({
        message: 'by joe',
      });
    });
  });

  it('goes on for the others who wait for it', async () => {
    const host = hostAt(await slow(600));
    const other = host.run(['x']);
    expect(await failure(host.run(['x'], { deadline: 100 }))).toBeInstanceOf(TimedOut);
    expect(await failure(host.run(['x'], { signal: AbortSignal.timeout(100) }))).toBeInstanceOf(TimedOut);
    expect(await other).toMatchObject({ stdout: 'done', code: 0 });
  });

  it('can be begun anew after close', async () => {
    const host = hostAt(await slow(400));
    await closing(host, 200);
    expect(await host.run(['x'])).toMatchObject({ stdout: 'done', code: 0 });
  });

  it('ends while TCP is still connecting', async () => {
    const abort = new AbortController();
    const host = await resolveHost(settingsFor(await silent(), {}));
    const opening = openTcp(host, abort.signal);
    abort.abort();
    expect(await failure(opening)).toBeInstanceOf(Interrupted);
    expect(await failure(openTcp(host, abort.signal))).toBeInstanceOf(Interrupted);
  });

  it('ends at a jump host, and behind one', async () => {
    await closing(hostAt(await slow(0), { jump: `joe@127.0.0.1:${await silent()}` }));
    const port = await slow(0);
    const between = { jump: `joe@127.0.0.1:${port}`, knownHosts: [join(directory, `known-${port}`)] };
    await closing(hostAt(await silent(), between), 700);
  });

  it('does not wait longer for a jump host’s tunnel than for a connection', async () => {
    const port = await slow(0);
    const host = hostAt(await silent(), { jump: `joe@127.0.0.1:${port}`, connectDeadline: 500 });
    await expect(host.run(['x'])).rejects.toThrow(/does not answer within 0\.5 seconds/);
  });

  it.each(['sleep 4717.1', 'sleep 4717.2 | cat'])('ends the ProxyCommand %s', async (command) => {
    const configFile = await config('proxy', `ProxyCommand ${command}`);
    const [seconds = ''] = /4717\.\d/.exec(command) ?? [];
    const host = hostAt(22, { configFile });
    const running = host.run(['x']).catch((error: unknown) => error);
    expect(await eventually(() => processesWith(`sleep ${seconds}`).length > 0)).toBe(true);
    await failure(host.close());
    expect(await running).toBeInstanceOf(Interrupted);
    // What a shell starts for it is out of our reach; but it does not hold us.
    for (const line of command.includes('|') ? processesWith('sleep 4717.2') : []) {
      process.kill(Number.parseInt(line, 10));
    }
    expect(await eventually(() => processesWith(seconds).length === 0)).toBe(true);
  });

  it('ends while ssh_config is being read', async () => {
    const configFile = await config('slow', 'Match exec "exec sleep 4717.3"', ' User joe');
    const host = hostAt(await silent(), { configFile });
    expect(await failure(host.run(['x'], { deadline: 300 }))).toBeInstanceOf(TimedOut);
    await closing(host);
    expect(await eventually(() => processesWith(configFile).length === 0)).toBe(true);
    for (const line of processesWith('sleep 4717.3')) process.kill(Number.parseInt(line, 10));
  });

  it('ends while known_hosts is being read', async () => {
    const pipe = join(directory, 'pipe');
    execFileSync('mkfifo', [pipe]);
    await closing(hostAt(await silent(), { knownHosts: [pipe] }));
    await writeFile(pipe, ''); // lets the reader go
  });

  it('ends while a passphrase is being asked for, and asks no more', async () => {
    const prompts: string[] = [];
    const identity = [join(directory, 'locked'), join(directory, 'key')];
    const askSecret = (prompt: string) => new Promise<string>(() => prompts.push(prompt));
    await closing(hostAt(await slow(0), { identity, askSecret }), 1000);
    expect(prompts).toHaveLength(1);
  });

  it('ends with Ctrl-C at the question for a passphrase', async () => {
    const prompts: string[] = [];
    const askSecret = (prompt: string) => {
      prompts.push(prompt);
      return Promise.reject(new Interrupted('interrupted'));
    };
    const identity = [join(directory, 'locked too'), join(directory, 'key')];
    const host = hostAt(await slow(0), { identity, askSecret });
    expect(await failure(host.run(['x']))).toMatchObject({ name: 'Interrupted', message: 'interrupted' });
    expect(prompts).toHaveLength(1);
  });

  it('leaves no master of the system’s ssh', async () => {
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith('rabbitctl-ssh-'));
    const port = await silent();
    await closing(await bySsh(port));
    expect(await eventually(() => processesWith(`-p ${port}`).length === 0)).toBe(true);
    expect((await readdir(tmpdir())).filter((name) => name.startsWith('rabbitctl-ssh-'))).toEqual(before);
  });
});
