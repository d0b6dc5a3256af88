import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NotPermitted } from '../../src/errors.js';
import type { Host } from '../../src/ssh/host.js';
import { openHost } from '../../src/ssh/ssh-host.js';
import { done } from './own-servers.js';

const pair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;

/** What reached a server: nothing, as long as its key was refused. */
interface Seen {
  readonly logins: string[];
  readonly commands: string[];
}

describe('a host whose key is known, and somebody else in its place', () => {
  const [hostKey, otherKey, userKey] = [pair(), pair(), pair()];
  const servers: (ssh2.Server | Server)[] = [];
  const hosts: Host[] = [];
  let directory: string;
  let real: { readonly port: number; readonly seen: Seen };
  let impostor: { readonly port: number; readonly seen: Seen };
  /** Where the line leads, and how many of its bytes were seen in it. */
  let line: { to: number; overheard: Buffer[] };
  let port: number;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'rabbitctl-impostor-'));
    await writeFile(join(directory, 'key'), userKey, { mode: 0o600 });
    await writeFile(
      join(directory, 'config'),
      `Host *\n IdentityAgent none\n IdentityFile ${directory}/key\n GlobalKnownHostsFile none\n`,
    );
  });
  beforeEach(async () => {
    await Promise.all(hosts.splice(0).map((host) => host.close()));
    for (const server of servers.splice(0)) server.close();
    [real, impostor] = [await sshServer(hostKey), await sshServer(otherKey)];
    line = { to: real.port, overheard: [] };
    port = await listening(
      createServer((client) => {
        const server = connect(line.to, '127.0.0.1');
        client.on('data', (chunk) => line.overheard.push(Buffer.from(chunk)));
        client.on('error', () => server.destroy()).pipe(server);
        server.on('error', () => client.destroy()).pipe(client);
      }),
    );
  });
  afterAll(async () => {
    await Promise.all(hosts.map((host) => host.close()));
    for (const server of servers) server.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function sshServer(key: string) {
    const seen: Seen = { logins: [], commands: [] };
    const server = new ssh2.Server({ hostKeys: [key] }, (connection) => {
      connection.on('error', () => {});
      connection.on('authentication', (context) => {
        seen.logins.push(`${context.method} ${context.username}`);
        context.accept();
      });
      connection.on('session', (accept) => {
        accept().on('exec', (acceptExec, _reject, { command }) => {
          seen.commands.push(command);
          done(acceptExec());
        });
      });
    });
    return { port: await listening(server), seen };
  }

  async function listening(server: ssh2.Server | Server): Promise<number> {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as { readonly port: number }).port;
  }

  function hostBehindLine(askSecret?: () => Promise<string>): Host {
    const host = openHost({
      ...{ host: '127.0.0.1', port, user: 'joe', configFile: join(directory, 'config') },
      ...{ knownHosts: [join(directory, `known-${port}`)], acceptNewHostKeys: true },
      ...(askSecret && { askSecret }),
    });
    hosts.push(host);
    return host;
  }

  it('is refused on the second connection, although unknown keys may be added', async () => {
    expect(await hostBehindLine().run(['first'])).toMatchObject({ code: 0 });
    const known = await readFile(join(directory, `known-${port}`), 'utf8');
    line.to = impostor.port;
    const refused = hostBehindLine().run(['second', 'secret argument'], { input: 'secret input' });
    await expect(refused).rejects.toBeInstanceOf(NotPermitted);
    await expect(refused).rejects.toThrow(/HOST KEY .* HAS CHANGED: nothing was sent/);
    expect(impostor.seen).toEqual({ logins: [], commands: [] });
    expect(await readFile(join(directory, `known-${port}`), 'utf8')).toBe(known);
  });

  it('is refused where the same host connects anew', async () => {
    const host = hostBehindLine();
    await host.run(['first']);
    await host.close();
    line.to = impostor.port;
    await expect(host.run(['second'])).rejects.toBeInstanceOf(NotPermitted);
    expect(impostor.seen).toEqual({ logins: [], commands: [] });
  });

  it('is asked for no password, and gets none', async () => {
    await hostBehindLine().run(['first']);
    line.to = impostor.port;
    let asked = 0;
    const host = hostBehindLine(async () => {
      asked += 1;
      return 's3cret';
    });
    await expect(host.run(['second'])).rejects.toBeInstanceOf(NotPermitted);
    expect(asked).toBe(0);
    expect(impostor.seen.logins).toEqual([]);
  });

  it('who only listens hears neither user nor words', async () => {
    await hostBehindLine().run(['first', 'secret argument'], { input: 'secret input' });
    const heard = Buffer.concat(line.overheard).toString('latin1');
    expect(heard).toContain('SSH-2.0-');
    for (const word of ['joe', 'secret argument', 'secret input']) expect(heard).not.toContain(word);
  });

  it('who changes a byte ends the connection, and the command is not taken for done', async () => {
    await hostBehindLine().run(['first']);
    const before = real.seen.commands.length;
    const tampering = await listening(
      createServer((client) => {
        const server = connect(real.port, '127.0.0.1');
        let sent = 0;
        client.on('error', () => server.destroy());
        server
          .on('error', () => client.destroy())
          .on('close', () => client.destroy())
          .pipe(client);
        client.on('data', (chunk) => {
          const bytes = Buffer.from(chunk);
          sent += bytes.length;
          // The handshake is in the first bytes; then everything is encrypted.
          if (sent > 4000) bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
          server.write(bytes);
        });
      }),
    );
    line.to = tampering;
    const host = hostBehindLine();
    const many = Array.from({ length: 5 }, (_, number) => host.run([`command ${number}`, 'x'.repeat(3000)]));
    const ends = await Promise.allSettled(many);
    expect(ends.some(({ status }) => status === 'rejected')).toBe(true);
    const fulfilled = ends.filter(({ status }) => status === 'fulfilled').length;
    expect(real.seen.commands.length - before).toBeGreaterThanOrEqual(fulfilled);
  });
});
