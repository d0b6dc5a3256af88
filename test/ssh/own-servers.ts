import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import type { Host } from '../../src/ssh/host.js';
import { openHost } from '../../src/ssh/ssh-host.js';
import type { SshSettings } from '../../src/ssh/ssh-settings.js';

/** What one of our servers does; what is not given lets in with a key, and runs nothing. */
export interface Behaviour {
  readonly login?: (context: ssh2.AuthContext, connection: ssh2.Connection) => void;
  readonly exec?: (channel: ssh2.ServerChannel, connection: ssh2.Connection) => void;
  readonly session?: (accept: () => ssh2.Session, reject: () => void) => void;
}

/** Servers in this process, for what a real sshd does not do on demand, and hosts that lead to them. */
export class OwnServers {
  readonly #servers: ssh2.Server[] = [];
  readonly #hosts: Host[] = [];

  private constructor(
    readonly directory: string,
    readonly hostKey: string,
  ) {}

  static async create(): Promise<OwnServers> {
    const directory = await mkdtemp(join(tmpdir(), 'rabbitctl-servers-'));
    const host = join(directory, 'host');
    execFileSync('ssh-keygen', ['-q', '-t', 'rsa', '-b', '2048', '-m', 'PEM', '-N', '', '-f', host]);
    const servers = new OwnServers(directory, await readFile(host, 'utf8'));
    servers.keygen('key');
    await servers.config('config');
    return servers;
  }

  /** An ssh config file with these lines; its path. Every host gets the key `key` and nothing of the account's own. */
  async config(name: string, ...lines: string[]): Promise<string> {
    const path = join(this.directory, name);
    const always = ['IdentityAgent none', `IdentityFile ${this.directory}/key`, 'GlobalKnownHostsFile none'];
    await writeFile(path, `${['Host *', ...lines, ...always].join('\n')}\n`);
    return path;
  }

  /** Makes a key pair; the path of the private one. */
  keygen(name: string, passphrase = ''): string {
    const path = join(this.directory, name);
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', name, '-f', path]);
    return path;
  }

  /** Starts a server that behaves so; a host that leads to it. */
  async start(behaviour: Behaviour, settings: Partial<SshSettings> = {}): Promise<Host> {
    const server = new ssh2.Server({ hostKeys: [this.hostKey] }, (connection) => {
      connection.on('error', () => {});
      connection.on('authentication', (context) => (behaviour.login ?? withKey)(context, connection));
      connection.on('session', (accept, reject) => {
        if (behaviour.session !== undefined) return behaviour.session(accept, reject);
        accept().on('exec', (acceptExec) => behaviour.exec?.(acceptExec(), connection));
      });
    });
    this.#servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const host = openHost({
      host: '127.0.0.1',
      port,
      user: 'joe',
      configFile: join(this.directory, 'config'),
      knownHosts: [join(this.directory, `known-${port}`)],
      acceptNewHostKeys: true,
      ...settings,
    });
    this.#hosts.push(host);
    return host;
  }

  async remove(): Promise<void> {
    await Promise.all(this.#hosts.map((host) => host.close()));
    for (const server of this.#servers) server.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** A shell line that is the connection to the port and host behind it, and ends with it. */
export const relay = `${process.execPath} -e "const s=require('net').connect(process.argv[1],process.argv[2],()=>process.stdin.pipe(s).pipe(process.stdout)).on('end',()=>process.exit())"`;

/** Runs everything: it says so, and ends with code 0. */
export function done(channel: ssh2.ServerChannel): void {
  channel.exit(0);
  channel.end('done');
}

/** Cuts the line without a word of SSH, after all that was written. */
export function cut(connection: ssh2.Connection): void {
  const { _sock } = connection as unknown as { readonly _sock: { end(): void } };
  _sock.end();
}

function withKey(context: ssh2.AuthContext): void {
  if (context.method === 'publickey') context.accept();
  else context.reject(['publickey']);
}
