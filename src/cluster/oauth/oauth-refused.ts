import { type ErrorFacts, NotPermitted } from '../../errors.js';

/** The server that gives tokens gives none. */
export class OAuthRefused extends NotPermitted {
  /** `invalid_client`, `authorization_pending` … (RFC 6749, RFC 8628); empty when it does not say. */
  readonly error: string;

  constructor(message: string, facts: ErrorFacts & { readonly error: string }) {
    super(message, facts);
    this.error = facts.error;
  }
}
