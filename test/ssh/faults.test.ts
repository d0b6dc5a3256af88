import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server as TcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { NotPermitted, TimedOut, Unavailable } from '../../src/errors.js';
import type { Host } from '../../src/ssh/host.js';
import { openHost } from '../../src/ssh/ssh-host.js';
import type { SshSettings } from '../../src/ssh/ssh-settings.js';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

/** How a server of ours misbehaves. */
interface Fault {
  readonly login?: (context: ssh2.AuthContext) => void;
  readonly session?: (accept: () => ssh2.Session, reject: () => void, connection: ssh2.Connection) => void;
  readonly exec?: (channel: ssh2.ServerChannel, connection: ssh2.Connection) => void;
  readonly tcpip?: (reject: () => void) => void;
}

describe('a misbehaving server', () => {
  let directory: string;
  const servers: (ssh2.Server | TcpServer)[] = [];
  const hosts: Host[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'rabbitctl-faults-'));
    await writeFile(join(directory, 'key'), privateKey, { mode: 0o600 });
    await writeFile(
      join(directory, 'config'),
      `Host *\n IdentityAgent none\n IdentityFile ${directory}/key\n GlobalKnownHostsFile none\n`,
    );
  });
  afterEach(async () => {
    await Promise.all(hosts.splice(0).map((host) => host.close()));
    for (const server of servers.splice(0)) server.close();
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  async function listen(server: ssh2.Server | TcpServer, settings: Partial<SshSettings> = {}): Promise<Host> {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const host = openHost({
      host: '127.0.0.1',
      port,
      user: 'joe',
      configFile: join(directory, 'config'),
      knownHosts: [join(directory, `known-${port}`)],
      acceptNewHostKeys: true,
      ...settings,
    });
    hosts.push(host);
    return host;
  }

  function misbehaving(fault: Fault): ssh2.Server {
    return new ssh2.Server({ hostKeys: [privateKey] }, (connection) => {
      connection.on('error', () => {});
      connection.on('authentication', fault.login ?? ((context) => context.accept()));
      connection.on('tcpip', (_accept, reject) => fault.tcpip?.(reject));
      connection.on('session', (accept, reject) => {
        if (fault.session) return fault.session(accept, reject, connection);
        accept().on('exec', (acceptExec) => fault.exec?.(acceptExec(), connection));
      });
    });
  }

  it('that closes the line in mid-command', async () => {
    const host = await listen(
      misbehaving({
        exec: (channel, connection) => {
          channel.write('half');
          setTimeout(() => connection.end(), 50);
        },
      }),
    );
    await expect(host.run(['x'])).rejects.toMatchObject({
      name: 'Unavailable',
      reached: true,
      hint: expect.stringContaining('may have run'),
    });
  });

  it('that ends a command without an exit code', async () => {
    const host = await listen(misbehaving({ exec: (channel) => channel.end() }));
    await expect(host.run(['x'])).rejects.toMatchObject({ name: 'Unavailable', reached: true });
  });

  it('that tells of a signal', async () => {
    const host = await listen(
      misbehaving({
        exec: (channel) => {
          channel.exit('SEGV');
          channel.end();
        },
      }),
    );
    expect(await host.run(['x'])).toMatchObject({ code: 139 });
  });

  it('that never begins a command', async () => {
    const host = await listen(misbehaving({ exec: () => {} }));
    const failure: unknown = await host.run(['x'], { deadline: 3000 }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TimedOut);
    expect(failure).toMatchObject({ hint: expect.stringContaining('login shell') });
  }, 30_000);

  it('that refuses sessions', async () => {
    const host = await listen(misbehaving({ session: (_accept, reject) => reject() }));
    await expect(host.run(['x'])).rejects.toThrow(NotPermitted);
  });

  it('that refuses only the fourth session at once', async () => {
    let open = 0;
    const host = await listen(
      misbehaving({
        session(accept, reject) {
          if (open >= 3) return reject();
          open += 1;
          accept().on('exec', (acceptExec) => {
            const channel = acceptExec();
            setTimeout(() => {
              open -= 1;
              channel.exit(0);
              channel.end('done');
            }, 20);
          });
        },
      }),
    );
    const outputs = await Promise.all(Array.from({ length: 15 }, () => host.run(['x'])));
    expect(outputs.every(({ stdout }) => stdout === 'done')).toBe(true);
  });

  it('that refuses to run anything', async () => {
    const host = await listen(
      misbehaving({
        session: (accept) => {
          accept().on('exec', (_accept, reject) => reject?.());
        },
      }),
    );
    await expect(host.run(['x'])).rejects.toThrow(/not run commands/);
  });

  it('that forbids tunnels', async () => {
    const host = await listen(misbehaving({ tcpip: (reject) => reject() }));
    await expect(host.connect('127.0.0.1', 15672)).rejects.toThrow(/tunnel|cannot reach/);
  });

  it('that takes no key', async () => {
    const host = await listen(misbehaving({ login: (context) => context.reject(['publickey', 'password']) }));
    await expect(host.run(['x'])).rejects.toMatchObject({
      name: 'NotPermitted',
      message: expect.stringContaining('does not let joe log in'),
      hint: expect.stringMatching(/Tried: publickey .*key.*The server takes: publickey, password/s),
    });
  });

  it('that wants a password or a code, where there is somebody to ask', async () => {
    const host = await listen(
      misbehaving({
        login(context) {
          if (context.method === 'keyboard-interactive')
            return context.prompt([{ prompt: 'Code: ', echo: false }], (answers) =>
              answers[0] === '123' ? context.accept() : context.reject(),
            );
          context.reject(['keyboard-interactive']);
        },
        exec: (channel) => {
          channel.exit(0);
          channel.end();
        },
      }),
      { askSecret: async (prompt) => (prompt === 'Code: ' ? '123' : '') },
    );
    expect(await host.run(['x'])).toMatchObject({ code: 0 });
  });

  it('that closes at once', async () => {
    const host = await listen(createServer((socket) => socket.destroy()));
    await expect(host.run(['x'])).rejects.toThrow(/closed the connection before/);
  });

  it('that resets at once, before the login listens', async () => {
    const host = await listen(createServer((socket) => socket.resetAndDestroy()));
    await expect(host.run(['x'])).rejects.toThrow(/closed the connection before|refuses connections/);
  });

  it('that is no SSH server', async () => {
    const host = await listen(
      createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')),
    );
    await expect(host.run(['x'])).rejects.toThrow(Unavailable);
  });

  it('that says nothing', async () => {
    const host = await listen(
      createServer(() => {}),
      { connectDeadline: 300 },
    );
    await expect(host.run(['x'])).rejects.toThrow(/does not answer within 0\.3 seconds/);
  });

  it('that goes silent while a command runs', async () => {
    const config = join(directory, 'alive');
    await writeFile(
      config,
      `Host *\n ServerAliveInterval 1\n ServerAliveCountMax 1\n IdentityAgent none\n IdentityFile ${directory}/key\n`,
    );
    const host = await listen(
      misbehaving({
        exec(_channel, connection) {
          const { _sock } = connection as unknown as { _sock: import('node:net').Socket };
          _sock.pause();
        },
      }),
      { configFile: config },
    );
    await expect(host.run(['x'])).rejects.toMatchObject({
      reached: true,
      message: expect.stringContaining('Keepalive'),
    });
  });

  it('leaves the other commands alone when one is given up while connecting', async () => {
    const host = await listen(
      misbehaving({
        exec: (channel) => {
          channel.exit(0);
          channel.end();
        },
      }),
    );
    const given = host.run(['x'], { signal: AbortSignal.timeout(1) }).catch((error: unknown) => error);
    expect(await host.run(['x'])).toMatchObject({ code: 0 });
    expect(await given).toBeDefined();
  });
});
