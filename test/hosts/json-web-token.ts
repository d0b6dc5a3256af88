import { createSign, generateKeyPairSync } from 'node:crypto';

/** Who signs tokens, with a key of its own. */
export class Issuer {
  readonly #pair = generateKeyPairSync('rsa', { modulusLength: 2048 });

  /** For those who check. */
  get publicKey(): string {
    return this.#pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  }

  /** A token as RabbitMQ reads them (RS256), good for so many seconds. */
  issue(subject: string, scopes: readonly string[], seconds = 300): string {
    const expiry = Math.floor(Date.now() / 1000) + seconds;
    const claims = { sub: subject, aud: 'rabbitmq', scope: scopes, exp: expiry };
    const signed = [{ alg: 'RS256', typ: 'JWT', kid: 'tests' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(this.#pair.privateKey).toString('base64url')}`;
  }
}
