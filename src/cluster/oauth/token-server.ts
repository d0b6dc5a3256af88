import { basic } from '../../api/authorization.js';
import { type WebAnswer, webExchange } from '../../api/web-exchange.js';
import { NotPermitted } from '../../errors.js';
import { environmentProxy } from '../environment-proxy.js';
import type { OAuthClient } from '../layer.js';
import { outsideSecret } from '../outside-secret.js';
import type { Surroundings } from '../surroundings.js';
import { isToken } from '../tokens.js';
import type { Granted } from './granted.js';
import { OAuthRefused } from './oauth-refused.js';

type Form = Readonly<Record<string, string>>;

/** The server that gives tokens to one client. Everything throws NotPermitted when it cannot be asked. */
export class TokenServer {
  readonly client: OAuthClient;
  readonly #origin: string;
  readonly #surroundings: Surroundings;
  #described: Promise<WebAnswer['answer']> | undefined;

  constructor(client: OAuthClient, origin: string, surroundings: Surroundings) {
    this.client = client;
    this.#origin = origin;
    this.#surroundings = surroundings;
  }

  /** Throws OAuthRefused, with the server's word for why. */
  async grant(form: Form): Promise<Granted> {
    const url = this.client.tokenUrl ?? (await this.#address('token_endpoint'));
    const answer = await this.#post(url, form);
    const { access_token: accessToken, expires_in: lifetime, refresh_token: refreshToken } = answer;
    if (typeof accessToken !== 'string' || !isToken(accessToken)) {
      throw new NotPermitted(`${url} gives no token`, { hint: 'is token_url, or issuer, right?' });
    }
    const seconds = Number(lifetime);
    return {
      accessToken,
      ...(lifetime !== undefined && seconds > 0 && { expiresAt: Date.now() + seconds * 1000 }),
      ...(typeof refreshToken === 'string' && { refreshToken }),
    };
  }

  /** Asks for a login by a person (RFC 8628). */
  async askForDevice(form: Form): Promise<WebAnswer['answer']> {
    return this.#post(this.client.deviceUrl ?? (await this.#address('device_authorization_endpoint')), form);
  }

  async #post(url: string, form: Form): Promise<WebAnswer['answer']> {
    const { status, answer } = await this.#exchange(url, await this.#identified(form));
    if (status < 300) return answer;
    const said = [answer.error, answer.error_description].filter((word) => typeof word === 'string').join(': ');
    throw new OAuthRefused(`${url} gives no token to client "${this.client.clientId}": ${said || `HTTP ${status}`}`, {
      error: typeof answer.error === 'string' ? answer.error : '',
      hint: `client, secret and scopes are those of ${this.#origin}`,
    });
  }

  /** A client without a secret only names itself (RFC 6749, 2.3.1 and 3.2.1). */
  async #identified(form: Form): Promise<{ readonly form: Form; readonly authorization?: string }> {
    const { clientId, clientSecret, clientAuth } = this.client;
    if (clientSecret === undefined) return { form: { client_id: clientId, ...form } };
    const setting = { value: clientSecret, origin: this.#origin };
    const secret = await outsideSecret(setting, 'client secret', this.#surroundings.env);
    if (clientAuth === 'post') return { form: { client_id: clientId, client_secret: secret, ...form } };
    return { form, authorization: basic(formEncoded(clientId), formEncoded(secret)) };
  }

  async #address(name: 'token_endpoint' | 'device_authorization_endpoint'): Promise<string> {
    const url = `${this.client.issuer?.replace(/\/+$/, '')}/.well-known/openid-configuration`;
    this.#described ??= this.#exchange(url, {}).then(({ status, answer }) => {
      if (status < 300) return answer;
      throw new NotPermitted(`${url} does not describe a server that gives tokens: HTTP ${status}`, {
        hint: 'is issuer right? token_url and device_url can stand in its place',
      });
    });
    const address = (await this.#described)[name];
    if (typeof address === 'string' && URL.canParse(address) && /^https?:/.test(address)) return address;
    throw new NotPermitted(`${url} names no ${name}`, {
      hint: name === 'token_endpoint' ? 'token_url can stand in its place' : 'this server may not know device logins',
    });
  }

  #exchange(url: string, request: { readonly form?: Form; readonly authorization?: string }): Promise<WebAnswer> {
    const { env, signal, debug } = this.#surroundings;
    const proxy = environmentProxy(url, env)?.value;
    const { ca } = this.client;
    return webExchange({ url, ...request, signal, debug, ...(ca && { ca }), ...(proxy && { proxy }) });
  }
}

const formEncoded = (text: string): string => new URLSearchParams({ text }).toString().slice('text='.length);
