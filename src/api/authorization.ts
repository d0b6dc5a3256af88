import type { ApiSettings } from './api-settings.js';

/** What stands in the Authorization header: user and password, or a bearer token, each fetched when it is first needed. */
export class Authorization {
  readonly #settings: ApiSettings;
  #current: Promise<string> | undefined;

  constructor(settings: ApiSettings) {
    this.#settings = settings;
  }

  /** Throws what fetching throws. */
  header(): Promise<string> {
    this.#current ??= this.#first();
    return this.#current;
  }

  /** True when there is another one than that which the server refused. Passwords have no other. */
  async renewed(refused: string): Promise<boolean> {
    const { token } = this.#settings;
    if (token === undefined) return false;
    const known = this.#current;
    // Another request that was refused as well may have been faster.
    if ((await known) === refused && this.#current === known) this.#current = token(bare(refused)).then(bearer);
    return (await this.#current) !== refused;
  }

  async #first(): Promise<string> {
    const { token, username, password } = this.#settings;
    return token === undefined ? basic(username, await password()) : bearer(await token());
  }
}

/** The header of a user with a password. */
export const basic = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

const bearer = (token: string): string => `Bearer ${token}`;
const bare = (header: string): string => header.replace(/^Bearer /, '');
