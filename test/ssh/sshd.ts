import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

const program = '/usr/sbin/sshd';

/** Tests against a real sshd are skipped, with this reason, where there is none. */
export const noSshd = existsSync(program) ? undefined : `${program} is not installed`;

export const me = userInfo().username;

/** A directory with a login key and sshds that let it in; everything goes away with `remove`. */
export class Scratch {
  readonly #running: Sshd[] = [];

  private constructor(readonly directory: string) {}

  static async create(): Promise<Scratch> {
    const scratch = new Scratch(await mkdtemp(join(tmpdir(), 'rabbitctl-sshd-')));
    scratch.keygen('id');
    return scratch;
  }

  path(name: string): string {
    return join(this.directory, name);
  }

  /** Makes a key pair; the path of the private one. */
  keygen(name: string, ...options: string[]): string {
    const type = options.includes('-t') ? [] : ['-t', 'ed25519'];
    const passphrase = options.includes('-N') ? [] : ['-N', ''];
    execFileSync('ssh-keygen', ['-q', ...type, ...passphrase, '-C', name, ...options, '-f', this.path(name)]);
    return this.path(name);
  }

  async publicKey(name: string): Promise<string> {
    return (await readFile(this.path(`${name}.pub`), 'utf8')).trim();
  }

  /** An sshd on a loopback port of its own. `lines` go into its configuration, before ours. */
  async start(name: string, lines: readonly string[] = []): Promise<Sshd> {
    const directory = this.path(name);
    await mkdir(directory);
    const key = existsSync(this.path(`${name}/host`)) ? this.path(`${name}/host`) : this.keygen(`${name}/host`);
    await writeFile(join(directory, 'authorized_keys'), await readFile(this.path('id.pub')));
    const port = await freePort();
    const settings = [
      ...lines,
      `HostKey ${key}`,
      'ListenAddress 127.0.0.1',
      `Port ${port}`,
      'PidFile none',
      `AuthorizedKeysFile ${directory}/authorized_keys`,
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'PermitRootLogin yes',
      'MaxStartups 100',
      // Debian's bash reads the account's own .bashrc under sshd: what stands there, and what it waits for, is not ours.
      `SetEnv HOME=${directory}`,
    ];
    await writeFile(join(directory, 'config'), `${settings.join('\n')}\n`);
    if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true });
    const child = spawn(program, ['-D', '-e', '-f', join(directory, 'config')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const sshd = new Sshd(child, port, directory, key);
    this.#running.push(sshd);
    await sshd.listening();
    await writeFile(
      this.path(`${name}.known`),
      `[127.0.0.1]:${port} ${(await readFile(`${key}.pub`, 'utf8')).trim()}\n`,
    );
    return sshd;
  }

  /** An ssh config file; its path. Every host gets the login key and nothing of the account's own. */
  async config(name: string, lines: readonly string[]): Promise<string> {
    const always = [
      'Host *',
      'IdentityAgent none',
      `IdentityFile ${this.path('id')}`,
      'GlobalKnownHostsFile none',
      `UserKnownHostsFile ${this.path('known')}`,
    ];
    await writeFile(this.path(name), `${[...lines, ...always].join('\n')}\n`);
    return this.path(name);
  }

  async remove(): Promise<void> {
    await Promise.all(this.#running.map((sshd) => sshd.stop()));
    await rm(this.directory, { recursive: true, force: true });
  }
}

export class Sshd {
  log = '';
  readonly #gone: Promise<unknown>;

  constructor(
    readonly child: ChildProcess,
    readonly port: number,
    readonly directory: string,
    readonly hostKey: string,
  ) {
    child.stderr?.on('data', (chunk) => {
      this.log += chunk;
    });
    this.#gone = new Promise((resolve) => child.once('exit', resolve));
  }

  async listening(): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      if (await accepts(this.port)) return;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    throw new Error(`sshd does not start: ${this.log}`);
  }

  async stop(): Promise<void> {
    this.child.kill();
    await this.#gone;
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Processes whose command line holds this word, from /proc: independent of what is tested. */
export function processesWith(word: string): string[] {
  const all = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' });
  return all.split('\n').filter((line) => line.includes(word));
}

/** Waits until this holds, two seconds at most. */
export async function eventually(condition: () => boolean): Promise<boolean> {
  for (let attempt = 0; attempt < 40; attempt += 1) {
    if (condition()) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return condition();
}
