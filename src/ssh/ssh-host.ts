import type { Duplex } from 'node:stream';
import { NoCommonAlgorithm } from './connect-failures.js';
import type { Host, Output, RunOptions } from './host.js';
import { isSameHost, jumpSettings } from './jump-settings.js';
import { needsOpenSsh } from './needs-openssh.js';
import { type ResolvedHost, resolveHost } from './ssh-config.js';
import type { SshSettings } from './ssh-settings.js';

/** A machine over SSH. Nothing is read, loaded or connected before its first use. */
export function openHost(settings: SshSettings): Host {
  return new SshHost(settings);
}

class SshHost implements Host {
  readonly name: string;
  readonly #settings: SshSettings;
  #resolved: Promise<ResolvedHost> | undefined;
  #host: Promise<Host> | undefined;

  constructor(settings: SshSettings) {
    this.#settings = settings;
    const { user, host, port } = settings;
    this.name = `${user === undefined ? '' : `${user}@`}${host}${port === undefined ? '' : `:${port}`}`;
  }

  async run(argv: readonly string[], options?: RunOptions): Promise<Output> {
    return this.#with((host) => host.run(argv, options));
  }

  async connect(host: string, port: number): Promise<Duplex> {
    return this.#with((real) => real.connect(host, port));
  }

  async close(): Promise<void> {
    const host = await this.#host?.catch(() => undefined);
    this.#host = undefined;
    await host?.close();
  }

  async #with<T>(work: (host: Host) => Promise<T>): Promise<T> {
    const host = this.#real();
    try {
      return await work(await host);
    } catch (error) {
      // ssh2 knows fewer algorithms than the system's ssh. Nothing was sent yet, so it may be tried again.
      if (!(error instanceof NoCommonAlgorithm) || !(await this.#hasOpenSsh())) throw error;
      if (this.#host === host) this.#host = this.#openSsh(error.message);
      return work(await this.#real());
    }
  }

  #real(): Promise<Host> {
    if (this.#host) return this.#host;
    const choosing = this.#choose();
    this.#host = choosing;
    choosing.catch(() => {
      if (this.#host === choosing) this.#host = undefined;
    });
    return choosing;
  }

  async #choose(): Promise<Host> {
    const resolved = await this.#resolve();
    const reason = await routeNeedsOpenSsh(this.#settings, resolved);
    if (reason !== undefined) return this.#openSsh(reason);
    const [{ RemoteHost }, { connectHost }] = await Promise.all([import('./remote-host.js'), import('./jump.js')]);
    return new RemoteHost(this.name, () => connectHost(this.#settings, resolved), this.#debug);
  }

  async #openSsh(reason: string): Promise<Host> {
    this.#debug(`${this.name}: by the system's ssh: ${reason}`);
    const { OpenSshHost } = await import('./openssh.js');
    return new OpenSshHost(this.name, this.#settings, await this.#resolve());
  }

  async #hasOpenSsh(): Promise<boolean> {
    return (await this.#resolve()).options.size > 0;
  }

  #resolve(): Promise<ResolvedHost> {
    this.#resolved ??= resolveHost(this.#settings);
    return this.#resolved;
  }

  readonly #debug = (line: string): void => this.#settings.debug?.(line);
}

/** A jump host that needs the system's ssh makes the whole way need it. */
async function routeNeedsOpenSsh(settings: SshSettings, host: ResolvedHost, hops = 0): Promise<string | undefined> {
  const reason = await needsOpenSsh(host);
  const jump = jumpSettings(settings, host);
  if (reason !== undefined || jump === undefined || hops > 8) return reason;
  const jumpHost = await resolveHost(jump);
  return isSameHost(jumpHost, host) ? undefined : routeNeedsOpenSsh(jump, jumpHost, hops + 1);
}
