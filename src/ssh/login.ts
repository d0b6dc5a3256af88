import { loginRefused } from './connect-failures.js';
import { describeIdentity, type Identity, identitiesFor } from './identities.js';
import type { ResolvedHost } from './ssh-config.js';
import type { SshSettings } from './ssh-settings.js';

/** What to try next. */
export type LoginStep =
  | { readonly method: 'none' }
  | { readonly method: 'publickey'; readonly identity: Identity }
  | { readonly method: 'keyboard-interactive' }
  | { readonly method: 'password'; readonly password: string };

/** Goes through the ways to log in, in the order of OpenSSH, and remembers them for the error. */
export class Login {
  readonly #host: ResolvedHost;
  readonly #ask: SshSettings['askSecret'];
  readonly #tried: string[] = [];
  readonly #skipped: string[] = [];
  readonly #locked: string[] = [];
  #identities: Promise<Identity[]> | undefined;
  #next = 0;
  #signed = false;
  #prompts = 0;
  #accepted: readonly string[] = [];

  constructor(host: ResolvedHost, ask: SshSettings['askSecret']) {
    this.#host = host;
    this.#ask = ask;
  }

  /** The next way to try. `accepted` are the methods the server still takes, null before it has said so. Throws NotPermitted or ConfigError when there is none left. */
  async step(accepted: readonly string[] | null): Promise<LoginStep> {
    // The way to learn what the server takes. ssh2 keeps nothing of an answer to a signature, so it is asked for again.
    if (accepted === null || this.#signed) {
      this.#signed = false;
      return { method: 'none' };
    }
    if (this.#accepted.includes('publickey') && !accepted.includes('publickey')) {
      this.#tried.push(`${this.#tried.pop()} (accepted, but the server wants more)`);
    }
    this.#accepted = accepted;
    if (accepted.includes('publickey')) {
      this.#identities ??= identitiesFor(this.#host, this.#passOver);
      const identity = (await this.#identities)[this.#next++];
      if (identity) {
        this.#tried.push(`publickey ${describeIdentity(identity)}`);
        return { method: 'publickey', identity };
      }
    }
    return (await this.#prompt(accepted)) ?? this.#refuse();
  }

  /** A key was signed with: unless we are then logged in, the server refused it or wants a second step. */
  signed(): void {
    this.#signed = true;
  }

  /** A key file that needs a passphrase nobody can be asked for. */
  lock(path: string): void {
    this.#locked.push(path);
  }

  /** A key that could not be used. */
  skip(name: string, reason: string): void {
    this.#skipped.push(`${name}: ${reason}`);
  }

  /** Passwords and one-time codes are asked for only where there is a terminal, three times as ssh does. */
  async #prompt(accepted: readonly string[]): Promise<LoginStep | undefined> {
    if (this.#ask === undefined || this.#prompts >= 3) return undefined;
    const method = (['keyboard-interactive', 'password'] as const).find((name) => accepted.includes(name));
    if (method === undefined) return undefined;
    this.#prompts += 1;
    this.#tried.push(method);
    if (method === 'keyboard-interactive') return { method };
    return { method, password: await this.#ask(`${this.#host.user}@${this.#host.hostname}'s password: `) };
  }

  #refuse(): never {
    throw loginRefused(this.#host, {
      tried: this.#tried,
      accepted: this.#accepted,
      locked: this.#locked,
      skipped: this.#skipped,
    });
  }

  /** A default key file that is not there is nothing to speak of. */
  readonly #passOver = (path: string, reason: string): void => {
    if (reason !== 'no such file' || !/\/\.ssh\/id_[a-z0-9_]+$/.test(path)) this.skip(path, reason);
  };
}
