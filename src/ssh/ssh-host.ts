import type { Duplex } from 'node:stream';
import { loginAborted, NoCommonAlgorithm } from './connect-failures.js';
import type { Host, Output, RunOptions } from './host.js';
import { isSameHost, jumpSettings } from './jump-settings.js';
import { Limits } from './limits.js';
import { inLoginSlot } from './login-slots.js';
import { needsOpenSsh } from './needs-openssh.js';
import { untilAborted } from './patience.js';
import { commandName } from './redact.js';
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
  /** Aborted by `close`: ends the choice of a way, and what it asks for. */
  #life = new AbortController();

  constructor(settings: SshSettings) {
    this.#settings = settings;
    const { user, host, port } = settings;
    this.name = `${user === undefined ? '' : `${user}@`}${host}${port === undefined ? '' : `:${port}`}`;
  }

  async run(argv: readonly string[], options: RunOptions = {}): Promise<Output> {
    const { signal, deadline, ...rest } = options;
    const limits = new Limits(options, `${commandName(argv)} on ${this.name}`);
    // One clock for all: from the call on, whichever way is then taken.
    const limited = signal === undefined && deadline === undefined ? rest : { ...rest, signal: limits.signal };
    try {
      return await this.#with((host) => host.run(argv, limited), limits);
    } finally {
      limits.dispose();
    }
  }

  async connect(host: string, port: number): Promise<Duplex> {
    return this.#with((real) => real.connect(host, port), new Limits({}, this.name));
  }

  async close(): Promise<void> {
    this.#life.abort();
    this.#life = new AbortController();
    const choosing = this.#host;
    this.#host = undefined;
    const host = await choosing?.catch(() => undefined);
    await host?.close();
  }

  async #with<T>(work: (host: Host) => Promise<T>, limits: Limits): Promise<T> {
    const host = this.#real();
    try {
      return await work(await limits.race(host));
    } catch (error) {
      // ssh2 knows fewer algorithms than the system's ssh. Nothing was sent yet, so it may be tried again.
      if (!(error instanceof NoCommonAlgorithm) || !(await this.#hasOpenSsh())) throw error;
      if (this.#host === host) this.#host = this.#openSsh(error.message);
      return work(await limits.race(this.#real()));
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
    const { signal } = this.#life;
    const resolved = await this.#resolve();
    const looking = routeNeedsOpenSsh(this.#settings, resolved, signal);
    const reason = await untilAborted(looking, signal, () => loginAborted(resolved));
    if (reason !== undefined) return this.#openSsh(reason);
    const [{ RemoteHost }, { connectHost }] = await Promise.all([import('./remote-host.js'), import('./jump.js')]);
    const logIn = (life: AbortSignal) => connectHost(this.#settings, resolved, life);
    const aborted = () => loginAborted(resolved);
    const open = (life: AbortSignal) => inLoginSlot(life, aborted, () => logIn(life));
    return new RemoteHost(this.name, open, this.#debug, this.#settings.warn);
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
    if (this.#resolved) return this.#resolved;
    const resolving = resolveHost(this.#settings, this.#life.signal);
    this.#resolved = resolving;
    resolving.catch(() => {
      if (this.#resolved === resolving) this.#resolved = undefined;
    });
    return resolving;
  }

  readonly #debug = (line: string): void => this.#settings.debug?.(line);
}

/** A jump host that needs the system's ssh makes the whole way need it. */
async function routeNeedsOpenSsh(
  settings: SshSettings,
  host: ResolvedHost,
  signal: AbortSignal,
  hops = 0,
): Promise<string | undefined> {
  const reason = await needsOpenSsh(host, settings.debug, signal);
  const jump = jumpSettings(settings, host);
  if (reason !== undefined || jump === undefined || hops > 8) return reason;
  const jumpHost = await resolveHost(jump, signal);
  return isSameHost(jumpHost, host) ? undefined : routeNeedsOpenSsh(jump, jumpHost, signal, hops + 1);
}
