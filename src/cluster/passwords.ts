import { UsageError } from '../errors.js';
import type { PasswordSource, Setting } from './layer.js';
import type { Environment } from './outer-layers.js';
import { outsideSecret, refuseSecret } from './outside-secret.js';

/** How a password may be fetched; what is missing cannot be done here. */
export interface PasswordMeans {
  readonly env: Environment;
  /** Asks without echo; absent when there is no terminal. */
  readonly askSecret?: ((prompt: string) => Promise<string>) | undefined;
  /** The first line of stdin, without its end. */
  readonly readFirstLine?: (() => Promise<string>) | undefined;
}

/** The passwords of a run: each one fetched once for all nodes that share its source and user, one prompt at a time. */
export class Passwords {
  readonly #means: PasswordMeans;
  readonly #fetched = new Map<string, Promise<string>>();
  #asking: Promise<unknown> = Promise.resolve();

  constructor(means: PasswordMeans) {
    this.#means = means;
  }

  /** Throws ConfigError (no file, empty, the command failed) or UsageError (no terminal to ask on). */
  fetch(source: Setting<PasswordSource>, username: string): Promise<string> {
    const key = JSON.stringify([source.value, username]);
    const known = this.#fetched.get(key);
    if (known) return known;
    const fetched = source.value.from === 'prompt' ? this.#ask(source, username) : this.#fetch(source, username);
    this.#fetched.set(key, fetched);
    return fetched;
  }

  /** Two prompts at once would share one keyboard. */
  #ask(source: Setting<PasswordSource>, username: string): Promise<string> {
    const asked = this.#asking.then(() => this.#fetch(source, username));
    this.#asking = asked.catch(() => undefined);
    return asked;
  }

  #fetch(source: Setting<PasswordSource>, username: string): Promise<string> {
    return fetchPassword(source, username, this.#means);
  }
}

async function fetchPassword(
  { value, origin }: Setting<PasswordSource>,
  username: string,
  means: PasswordMeans,
): Promise<string> {
  switch (value.from) {
    case 'text':
      return value.text;
    case 'stdin':
      return (await means.readFirstLine?.()) || refuseSecret('stdin holds no password', origin);
    case 'prompt':
      if (means.askSecret) return means.askSecret(`Password of ${username}: `);
      throw new UsageError(`the password of ${username} is missing, and there is no terminal to ask for it`, {
        hint: 'Give it with --password-file, --password-stdin or RABBITCTL_PASSWORD.',
      });
    default:
      return outsideSecret({ value, origin }, 'password', means.env);
  }
}
