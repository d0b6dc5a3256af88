import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Interrupted, NotPermitted, TimedOut, Unavailable } from '../../src/errors.js';
import type { Host } from '../../src/ssh/host.js';
import { OpenSshHost } from '../../src/ssh/openssh.js';
import { resolveHost } from '../../src/ssh/ssh-config.js';
import { openHost } from '../../src/ssh/ssh-host.js';
import type { SshSettings } from '../../src/ssh/ssh-settings.js';
import { awkwardArguments } from './awkward.js';
import { eventually, freePort, me, noSshd, processesWith, Scratch, type Sshd } from './sshd.js';

describe.skipIf(noSshd)(`the system’s ssh as a host${noSshd ? `: skipped, ${noSshd}` : ''}`, () => {
  let scratch: Scratch;
  let sshd: Sshd;
  let config: string;
  let host: Host;

  beforeAll(async () => {
    scratch = await Scratch.create();
    process.env.TMPDIR = scratch.directory; // where the control sockets go
    scratch.keygen('ca');
    sshd = await scratch.start('one', [`TrustedUserCAKeys ${scratch.path('ca.pub')}`]);
    config = await scratch.config('config', [
      'Host one',
      'HostName 127.0.0.1',
      `Port ${sshd.port}`,
      `User ${me}`,
      `UserKnownHostsFile ${scratch.path('one.known')}`,
    ]);
    host = await bySsh({ host: 'one', configFile: config });
  });
  afterAll(async () => {
    await host?.close();
    delete process.env.TMPDIR;
    await scratch?.remove();
  });

  async function bySsh(settings: SshSettings): Promise<Host> {
    return new OpenSshHost(settings.host, settings, await resolveHost(settings));
  }

  it('behaves like any host', async () => {
    expect(await host.run(['sh', '-c', 'cat; echo err >&2; exit 7'], { input: 'in' })).toMatchObject({
      stdout: 'in',
      stderr: 'err\n',
      code: 7,
    });
    expect(await host.run(['sh', '-c', 'kill -KILL $$'])).toMatchObject({ code: 137 });
    expect(await host.run(['sh', '-c', 'exit 255'])).toMatchObject({ code: 255 });
    expect((await host.run(['pwd'], { cwd: '/usr' })).stdout).toBe('/usr\n');
    const { stdout } = await host.run(['printf', '%s\\0', ...awkwardArguments]);
    expect(stdout.split('\0').slice(0, -1)).toEqual(awkwardArguments);
  });

  it('uses one connection for many commands', async () => {
    const outputs = await Promise.all(Array.from({ length: 20 }, (_, index) => host.run(['echo', String(index)])));
    expect(outputs.map(({ stdout }) => Number(stdout))).toEqual(Array.from({ length: 20 }, (_, index) => index));
    expect(sshd.log.match(/Accepted publickey/g)).toHaveLength(1);
  });

  it('ends the far side when aborted and at the deadline', async () => {
    const abort = new AbortController();
    const running = host.run(['sh', '-c', 'sleep 4712.1 & sleep 4712.1'], { signal: abort.signal });
    expect(await eventually(() => processesWith('sleep 4712.1').length >= 2)).toBe(true);
    abort.abort();
    await expect(running).rejects.toThrow(Interrupted);
    await expect(host.run(['sleep', '4712.1'], { deadline: 200 })).rejects.toThrow(TimedOut);
    expect(await eventually(() => processesWith('4712.1').length === 0)).toBe(true);
  });

  it('tells when the line is cut under a command', async () => {
    const own = await bySsh({ host: 'one', configFile: config });
    const cutter = 'kill -KILL $(ps -o ppid= -p $PPID); sleep 1';
    const failure: unknown = await own.run(['sh', '-c', cutter]).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Unavailable);
    expect(failure).toMatchObject({ reached: true });
    expect((await own.run(['echo', 'again'])).stdout).toBe('again\n');
    await own.close();
  });

  it('makes tunnels', async () => {
    const server = createServer((socket) => socket.end('through'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await text(await host.connect('127.0.0.1', port))).toBe('through');
    server.close();
    await expect(host.connect('127.0.0.1', await freePort()).then(text)).rejects.toThrow(/cannot reach/);
  });

  it('tells its failures apart', async () => {
    const known = { knownHosts: [scratch.path('empty')] };
    const cases: [Partial<SshSettings>, RegExp][] = [
      [{ port: await freePort() }, /refuses connections/],
      [known, /host key of one is not known/],
      [
        {
          identity: [scratch.keygen('refused')],
          configFile: await scratch.config('bare', []),
          host: '127.0.0.1',
          port: sshd.port,
          user: 'nobody',
        },
        /not known|let us log in/,
      ],
    ];
    for (const [settings, message] of cases) {
      const own = await bySsh({ host: 'one', configFile: config, ...settings });
      await expect(own.run(['true'])).rejects.toThrow(message);
      await own.close();
    }
  });

  it('accepts a new host key where that is allowed, and never a changed one', async () => {
    const own = await bySsh({
      host: 'one',
      configFile: config,
      knownHosts: [scratch.path('new')],
      acceptNewHostKeys: true,
    });
    expect((await own.run(['echo', 'in'])).stdout).toBe('in\n');
    await own.close();
    const [type, key] = (await scratch.publicKey('ca')).split(' ');
    await writeFile(scratch.path('new'), `[127.0.0.1]:${sshd.port} ${type} ${key}\n`);
    const again = await bySsh({
      host: 'one',
      configFile: config,
      knownHosts: [scratch.path('new')],
      acceptNewHostKeys: true,
    });
    await expect(again.run(['true'])).rejects.toThrow(NotPermitted);
    await expect(again.run(['true'])).rejects.toThrow(/HAS CHANGED/);
  });

  it('goes over a jump host that only our settings name', async () => {
    const bastion = await scratch.start('bastion');
    const known = await Promise.all(['one', 'bastion'].map((name) => readFile(scratch.path(`${name}.known`), 'utf8')));
    await writeFile(scratch.path('both'), known.join(''));
    const own = await bySsh({
      host: 'one',
      configFile: config,
      jump: `${me}@127.0.0.1:${bastion.port}`,
      knownHosts: [scratch.path('both')],
    });
    expect((await own.run(['echo', 'over'])).stdout).toBe('over\n');
    await own.close();
    expect(bastion.log).toContain('Accepted publickey');
  });

  it('is chosen for a user certificate, and for a host that a certificate authority vouches for', async () => {
    scratch.keygen('certified');
    execFileSync('ssh-keygen', ['-q', '-s', scratch.path('ca'), '-I', 'test', '-n', me, scratch.path('certified.pub')]);
    const debug: string[] = [];
    const settings = { host: 'one', configFile: config, debug: (line: string) => void debug.push(line) };
    const certified = openHost({ ...settings, identity: [scratch.path('certified')] });
    expect((await certified.run(['echo', 'certified'])).stdout).toBe('certified\n');
    await certified.close();
    expect(sshd.log).toMatch(/Accepted publickey.*CERT/);
    expect(debug.join('\n')).toContain('there is a certificate for');

    execFileSync('ssh-keygen', [
      '-q',
      '-s',
      scratch.path('ca'),
      '-h',
      '-I',
      'host',
      '-n',
      '127.0.0.1',
      `${sshd.hostKey}.pub`,
    ]);
    const vouched = await scratch.start('vouched', [
      `HostCertificate ${sshd.hostKey}-cert.pub`,
      `HostKey ${sshd.hostKey}`,
    ]);
    await writeFile(
      scratch.path('authority'),
      `@cert-authority [127.0.0.1]:${vouched.port} ${await scratch.publicKey('ca')}\n`,
    );
    const host2 = openHost({ ...settings, port: vouched.port, knownHosts: [scratch.path('authority')] });
    expect((await host2.run(['echo', 'vouched'])).stdout).toBe('vouched\n');
    await host2.close();
    expect(debug.join('\n')).toContain('@cert-authority');
  });

  it('is chosen where host keys are revoked by a list of its own', async () => {
    const list = scratch.path('krl');
    execFileSync('ssh-keygen', ['-q', '-k', '-f', list, `${sshd.hostKey}.pub`]);
    const revoking = await scratch.config('revoking', [
      'Host one',
      'HostName 127.0.0.1',
      `Port ${sshd.port}`,
      `User ${me}`,
      `RevokedHostKeys ${list}`,
      `UserKnownHostsFile ${scratch.path('one.known')}`,
    ]);
    const own = openHost({ host: 'one', configFile: revoking });
    await expect(own.run(['true'])).rejects.toThrow(/is revoked/);
    await own.close();
  });

  it('makes its connection anew when that has ended by itself after a minute without commands', async () => {
    const own = await bySsh({ host: 'one', configFile: config });
    const others = processesWith('ControlPersist=60');
    await own.run(['true']);
    const [master = ''] = processesWith('ControlPersist=60').filter((line) => !others.includes(line));
    process.kill(Number.parseInt(master, 10));
    expect(await eventually(() => !processesWith('ControlPersist=60').includes(master))).toBe(true);
    const before = sshd.log.match(/Accepted publickey/g)?.length ?? 0;
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    try {
      await own.run(['true']);
      await own.run(['true']);
    } finally {
      vi.useRealTimers();
    }
    expect(sshd.log.match(/Accepted publickey/g)).toHaveLength(before + 1);
    await own.close();
  });

  it('is turned to when ssh2 shares no algorithm with the server', async () => {
    const modern = await scratch.start('modern', ['KexAlgorithms sntrup761x25519-sha512@openssh.com']);
    const own = openHost({
      host: 'one',
      configFile: config,
      port: modern.port,
      knownHosts: [scratch.path('modern.known')],
    });
    expect((await own.run(['echo', 'modern'])).stdout).toBe('modern\n');
    await own.close();
  });

  it('leaves no process and no directory behind', async () => {
    const own = await bySsh({ host: 'one', configFile: config });
    await own.run(['true']);
    await own.close();
    await host.close();
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('rabbitctl-ssh-'))).toEqual([]);
    expect(await eventually(() => processesWith(config).length === 0)).toBe(true);
  });
});
