import { DataError, NotFound, NotPermitted } from '../errors.js';
import { AccessRefused, ApiRefused, ApiUnavailable, LoginRefused, TagNeeded, type WhyUnavailable } from './errors.js';
import { beginning } from './exchange-errors.js';
import { parseJson, printJson } from './json.js';
import { proxyWantsLogin } from './proxy.js';

/** What is needed to speak about a request that was refused. */
export interface Refusal {
  readonly status: number;
  readonly text: string;
  readonly location: string | undefined;
  /** `mq1:15671`. */
  readonly where: string;
  /** `GET /api/overview`, with nothing secret in it. */
  readonly request: string;
  readonly path: string;
  /** Undefined with a token: only the server knows whose it is. */
  readonly username: string | undefined;
  readonly credentialsGiven: boolean;
}

/** The error for an answer that is not 2xx. */
export function explainRefusal(refusal: Refusal): Error {
  const { status, where, request } = refusal;
  const answer = parsed(refusal.text);
  const reason = reasonIn(answer);
  const unavailable = (why: WhyUnavailable, message: string, hint?: string) =>
    new ApiUnavailable(why, message, { reached: true, ...(hint !== undefined && { hint }) });

  if (status >= 300 && status < 400) {
    const target = withoutSecrets(refusal.location);
    return unavailable(
      'not-management',
      `${where} sends ${request} elsewhere${target && `, to ${target}`}`,
      'redirects are not followed, a password might go with them: set url to the right address',
    );
  }
  if (status === 401) return loginOrRights(refusal, reason, answer);
  if (status === 403) return new NotPermitted(`${where} does not allow ${request}: ${reason ?? 'forbidden'}`);
  if (status === 404) {
    if (isRabbitsNotFound(answer) && !alwaysThere.has(refusal.path)) return new NotFound(reason ?? 'Not Found');
    return unavailable(
      'not-management',
      `${where} has no Management HTTP API at this address`,
      'is rabbitmq_management enabled (rabbitmq-plugins enable rabbitmq_management), and the URL’s path prefix right?',
    );
  }
  if (status === 407) return proxyWantsLogin(`in front of ${where}`);
  if (status === 408) return unavailable('timeout', `${where} did not receive the request in time`);
  if (status === 429) return unavailable('busy', `${where} has too many requests`, 'try again later');
  if (status === 503 && answer?.status !== 'failed' && !(refusesWith503.test(refusal.path) && reason !== undefined)) {
    return unavailable('server', `${where} is not available: ${reason ?? (beginning(refusal.text) || 'HTTP 503')}`);
  }
  if (status >= 500 && status !== 503) {
    const said = reason ?? beginning(refusal.text);
    return unavailable(
      'server',
      `${where} failed to answer ${request}: HTTP ${status}${said && `, ${said}`}`,
      'the node’s log says more',
    );
  }
  if ([405, 409, 412, 503].includes(status)) {
    return new ApiRefused(reason ?? `${where} refused ${request}: HTTP ${status}`, { status, answer: answer ?? {} });
  }
  if (answer === undefined && refusal.text.trim() !== '') {
    return unavailable(
      'not-management',
      `${where} does not look like RabbitMQ's management API: HTTP ${status}, ${beginning(refusal.text)}`,
      /https port/i.test(refusal.text) ? `url = "https://${where}"` : 'is the URL right?',
    );
  }
  // Publishing refuses with 400 what all else refuses with 401.
  if (/^403 ACCESS_REFUSED .* refused for user /s.test(reason ?? '')) {
    return accessRefused(`${where} refuses ${request}: ${reason}`, refusal.username);
  }
  return new DataError(reason ?? `${where} refused ${request}: HTTP ${status}`, {
    ...(status === 413 || /size limit/i.test(reason ?? '')
      ? { hint: 'the limit is management.http.max_body_size' }
      : {}),
  });
}

/**
 * The server names the tag that it looked for first, which is management for a user without any, and none at all where a
 * policymaker may. Undefined where it is not about a tag.
 */
function tagNeeded(request: string, path: string, reason: string): string | undefined {
  // Whoever may log in sees policies.
  const onlyLists = request.startsWith('GET ') && /^policies(\/[^/]+)?$/.test(path);
  if (/^(policies|parameters|global-parameters)(\/|$)/.test(path) && !onlyLists) return 'policymaker';
  // Everybody may close the own ones.
  if (request.startsWith('DELETE ') && path.startsWith('connections/')) return 'administrator';
  if (!/^not \w+ user$/i.test(reason)) return undefined;
  if (/administrator/i.test(reason)) return 'administrator';
  if (/monitor/i.test(reason)) return 'monitoring';
  if (forAdministrators.test(path)) return 'administrator';
  return /^nodes(\/|$)/.test(path) ? 'monitoring' : 'management';
}

const forAdministrators =
  /^(users|permissions|topic-permissions|definitions|cluster-name|operator-policies\/[^/]+\/[^/]+|vhosts\/.+)(\/|$)/;

/** Here a 503 says that this one request cannot be met: no such queue, no such node. */
const refusesWith503 = /^queues\/quorum\//;

/** Lists that every version has: a 404 of one of these is not about the list. */
const alwaysThere = new Set(['overview', 'whoami', 'nodes', 'queues', 'vhosts', 'users', 'permissions', 'definitions']);

type Answer = Readonly<Record<string, unknown>>;

/** Gateways have JSON for a 404 too: their words must not pass for an empty list, or for a thing that is gone. */
function isRabbitsNotFound(answer: Answer | undefined): boolean {
  return answer?.reason !== undefined && typeof answer.error === 'string' && notFoundWords.has(answer.error);
}

/** Of a missing object or route, in Erlang's phrase and the usual one, and of something else that a request needs. */
const notFoundWords = new Set(['Object Not Found', 'Not Found', 'not_found']);

function loginOrRights(refusal: Refusal, reason: string | undefined, answer: Answer | undefined): Error {
  const { where, username, credentialsGiven, request, path } = refusal;
  const user = username === undefined ? 'the user of the token' : `user "${username}"`;
  if (answer?.error !== 'not_authorized' && reason !== undefined && !/login failed|localhost/i.test(reason)) {
    const message = `${user} may not do ${request} on ${where}: ${reason}`;
    const tag = tagNeeded(request, path, reason);
    if (tag === undefined) return accessRefused(message, username);
    const what = tag === 'policymaker' ? `${tag} and permissions in the virtual host, or the tag administrator` : tag;
    return new TagNeeded(message, { tag: what, username });
  }
  if (!credentialsGiven) {
    return new LoginRefused(`${where} does not accept guest with the default password`, {
      credentialsGiven,
      hint: 'guest may log in only from the node’s own machine; name a user: --username and --password-file, or username and password_file in the configuration',
    });
  }
  if (/localhost/i.test(reason ?? '')) {
    return new LoginRefused(`${user} may log in to ${where} only from the node’s own machine`, {
      credentialsGiven,
      hint: 'use another user, or go through SSH with --tunnel',
    });
  }
  if (username === undefined) {
    return new LoginRefused(`${where} refuses the token`, {
      credentialsGiven,
      hint: 'it has ended, or the broker does not know who signed it or takes it for another one’s (auth_oauth2.resource_server_id); the node’s log says which',
    });
  }
  return new LoginRefused(`${where} refuses the login of ${user}`, {
    credentialsGiven,
    hint: 'the user name or the password is wrong',
  });
}

const accessRefused = (message: string, username: string | undefined): AccessRefused =>
  new AccessRefused(message, { username, hint: 'over HTTP the user’s own permissions in the virtual host count' });

function parsed(text: string): Answer | undefined {
  try {
    const answer = parseJson(text);
    return typeof answer === 'object' && answer !== null && !Array.isArray(answer) ? (answer as Answer) : undefined;
  } catch {
    return undefined;
  }
}

function reasonIn(answer: Answer | undefined): string | undefined {
  const reason = answer?.reason ?? answer?.error;
  return reason === undefined || reason === null ? undefined : spoken(reason);
}

/** RabbitMQ escapes its reasons for HTML, and writes Erlang tuples as lists and Erlang strings as lists of codes. */
function spoken(reason: unknown): string {
  if (Array.isArray(reason)) {
    const isText = reason.length > 0 && reason.every((item) => Number.isInteger(item) && item >= 32 && item < 0x110000);
    return isText ? spoken(String.fromCodePoint(...reason)) : reason.map(spoken).join(', ');
  }
  if (typeof reason !== 'string') return printJson(reason);
  const text = reason
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
  // What a terminal would obey stays out; line breaks are part of some reasons.
  return withoutErlangQuotes(text)
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
    .trim();
}

/** Some reasons are a binary as Erlang prints it: `<<"…\\n…">>`. */
function withoutErlangQuotes(text: string): string {
  const inner = /^<<"(.*)">>$/s.exec(text)?.[1];
  return inner === undefined ? text : inner.replace(/\\(.)/gs, (_all, sign) => (sign === 'n' ? '\n' : sign));
}

function withoutSecrets(location: string | undefined): string {
  return location === undefined ? '' : beginning(location.replace(/[^/@]*@/, '').replace(/[?#].*/, ''));
}
