import type { Duplex } from 'node:stream';
import type { Host, Output, RunOptions } from './host.js';
import type { SshSettings } from './ssh-settings.js';

/** A machine over SSH. Nothing is read, loaded or connected before its first use. */
export function openHost(settings: SshSettings): Host {
  return new SshHost(settings);
}

class SshHost implements Host {
  readonly name: string;
  readonly #settings: SshSettings;
  #host: Promise<Host> | undefined;

  constructor(settings: SshSettings) {
    this.#settings = settings;
    const { user, host, port } = settings;
    this.name = `${user === undefined ? '' : `${user}@`}${host}${port === undefined ? '' : `:${port}`}`;
  }

  async run(argv: readonly string[], options?: RunOptions): Promise<Output> {
    return (await this.#real()).run(argv, options);
  }

  async connect(host: string, port: number): Promise<Duplex> {
    return (await this.#real()).connect(host, port);
  }

  async close(): Promise<void> {
    const host = await this.#host?.catch(() => undefined);
    this.#host = undefined;
    await host?.close();
  }

  #real(): Promise<Host> {
    this.#host ??= this.#choose();
    this.#host.catch(() => {
      this.#host = undefined;
    });
    return this.#host;
  }

  async #choose(): Promise<Host> {
    const { connectHost } = await import('./jump.js');
    const debug = this.#settings.debug ?? (() => {});
    const { RemoteHost } = await import('./remote-host.js');
    return new RemoteHost(this.name, () => connectHost(this.#settings), debug);
  }
}
