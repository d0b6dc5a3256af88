import { ConfigError } from '../errors.js';
import type { Setting, TokenSource } from './layer.js';
import { outsideSecret } from './outside-secret.js';
import type { Surroundings } from './surroundings.js';

/** The bearer tokens of a run: each fetched once for all nodes that share its source, and again when a node refuses it. */
export class Tokens {
  readonly #surroundings: Surroundings;
  readonly #fetched = new Map<string, Promise<string>>();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Throws ConfigError (no file, empty, no token), NotPermitted (no login) or UsageError (no terminal to log in on). */
  async fetch(source: Setting<TokenSource>, refused?: string): Promise<string> {
    const key = JSON.stringify(source.value);
    const known = this.#fetched.get(key);
    // Another node may have refused it before, and there is a new one by now.
    if (known && (refused === undefined || (await known) !== refused)) return known;
    const fetched = this.#fetch(source, refused);
    this.#fetched.set(key, fetched);
    return fetched;
  }

  async #fetch({ value, origin }: Setting<TokenSource>, refused: string | undefined): Promise<string> {
    if (value.from !== 'oauth') {
      const token = (await outsideSecret({ value, origin }, 'token', this.#surroundings.env)).trim();
      if (isToken(token)) return token;
      throw new ConfigError('what is to be the token is none: it has characters that no token has', {
        hint: `It is named by ${origin}.`,
      });
    }
    const { oauthToken } = await import('./oauth/oauth-token.js');
    return oauthToken(value.client, origin, this.#surroundings, refused);
  }
}

/** What may stand in a header (RFC 6750 b68token, and a little more). */
export const isToken = (text: string): boolean => /^[\x21-\x7e]+$/.test(text);
