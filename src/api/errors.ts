import { CheckFailed, type ErrorFacts, NotPermitted, TimedOut, Unavailable } from '../errors.js';

/**
 * Why an API is not available:
 * `refused` nothing listens on the port · `unreachable` no way to the host · `name` the host's name does not resolve ·
 * `timeout` no connection in time · `tls` no TLS, or a certificate that cannot be trusted · `cut` the connection ended
 * before the answer did · `not-json` and `not-management` something else answers · `server` HTTP 5xx · `busy` HTTP 429.
 */
export type WhyUnavailable =
  | 'refused'
  | 'unreachable'
  | 'name'
  | 'timeout'
  | 'tls'
  | 'cut'
  | 'not-json'
  | 'not-management'
  | 'server'
  | 'busy';

export class ApiUnavailable extends Unavailable {
  readonly why: WhyUnavailable;

  constructor(why: WhyUnavailable, message: string, facts: ErrorFacts & { readonly reached: boolean }) {
    super(message, facts);
    this.why = why;
  }
}

/** The deadline passed before there was any connection: packets are lost on the way, or the machine is off. */
export class NoConnectionInTime extends TimedOut {}

/** HTTP 401: the server does not accept who we say we are. */
export class LoginRefused extends NotPermitted {
  /** False when guest/guest was only our default. */
  readonly credentialsGiven: boolean;

  constructor(message: string, facts: ErrorFacts & { readonly credentialsGiven: boolean }) {
    super(message, facts);
    this.credentialsGiven = facts.credentialsGiven;
  }
}

/** The user's permissions in the virtual host do not suffice, or what is asked about is the server's own. */
export class AccessRefused extends NotPermitted {
  /** Undefined with a token. */
  readonly username: string | undefined;

  constructor(message: string, facts: ErrorFacts & { readonly username: string | undefined }) {
    super(message, facts);
    this.username = facts.username;
  }
}

/** The user lacks a tag. It is the one that this request needs: another request of the same command may need another. */
export class TagNeeded extends NotPermitted {
  /** Undefined with a token. */
  readonly username: string | undefined;

  /** `tag` as the person is told of it: a condition may stand behind it. */
  constructor(
    message: string,
    facts: { readonly tag: string; readonly username: string | undefined; cause?: unknown },
  ) {
    const { tag, username, cause } = facts;
    const [word = tag] = tag.split(' ');
    const way =
      username === undefined
        ? `a scope such as rabbitmq.tag:${word} in the token`
        : `rabbitmqctl set_user_tags ${username} ${word}`;
    super(message, { hint: `the user needs the tag ${tag}: ${way}`, cause });
    this.username = username;
  }
}

/** The server knows us and says no: HTTP 405, 409, 412, or 503 of a health check. */
export class ApiRefused extends CheckFailed {
  readonly status: number;
  /** The parsed answer: a health check puts its details there. */
  readonly answer: Readonly<Record<string, unknown>>;

  constructor(
    message: string,
    facts: ErrorFacts & { readonly status: number; readonly answer: Readonly<Record<string, unknown>> },
  ) {
    super(message, facts);
    this.status = facts.status;
    this.answer = facts.answer;
  }
}
