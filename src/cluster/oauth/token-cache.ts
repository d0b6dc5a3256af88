import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { OAuthClient } from '../layer.js';
import { cacheFolder, readPrivate, writePrivate } from '../private-file.js';
import type { Surroundings } from '../surroundings.js';
import { isToken } from '../tokens.js';
import type { Granted } from './granted.js';

/** The token of one client, kept for the next run in a file that nobody else can read. */
export class TokenCache {
  readonly #file: string;
  readonly #warn: Surroundings['warn'];

  constructor(client: OAuthClient, { env, warn }: Surroundings) {
    this.#file = join(cacheFolder(env), 'tokens', `${fingerprint(client)}.json`);
    this.#warn = warn;
  }

  /** Undefined when there is none that can be used. */
  async read(): Promise<Granted | undefined> {
    try {
      const text = await readPrivate(this.#file);
      if (text === undefined) {
        this.#warn(`${this.#file} is not used: others could read or write it`);
        return undefined;
      }
      return granted(JSON.parse(text));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.#warn(`${this.#file} is not used: ${reason(error)}`);
      return undefined;
    }
  }

  /** What cannot be kept is no failure: the next run logs in anew, and this says so. */
  async write(kept: Granted): Promise<void> {
    try {
      await writePrivate(this.#file, JSON.stringify(kept));
    } catch (error) {
      this.#warn(`the token is not kept for the next run: ${reason(error)}`);
    }
  }
}

/** Who asks whom for what; a secret that changed makes no other client. */
function fingerprint({ flow, issuer, tokenUrl, clientId, scopes, audience }: OAuthClient): string {
  const facts = JSON.stringify([flow, issuer, tokenUrl, clientId, scopes, audience]);
  return createHash('sha256').update(facts).digest('hex').slice(0, 32);
}

function granted(found: unknown): Granted | undefined {
  const { accessToken, expiresAt, refreshToken } = (found ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof accessToken !== 'string' || !isToken(accessToken)) return undefined;
  return {
    accessToken,
    ...(typeof expiresAt === 'number' && { expiresAt }),
    ...(typeof refreshToken === 'string' && { refreshToken }),
  };
}

/** Never the message of a parser: it quotes what it read. */
const reason = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'it is damaged';
