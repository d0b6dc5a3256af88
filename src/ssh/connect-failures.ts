import { CliError, ConfigError, Interrupted, NotPermitted, Unavailable } from '../errors.js';
import type { ResolvedHost } from './ssh-config.js';

/** The server and we share no algorithm: the system's ssh, which knows more of them, may still get in. */
export class NoCommonAlgorithm extends Unavailable {}

/** Why a connection did not come about, for a person. `error` is what Node or ssh2 says; nothing of it shows but the words. */
export function explainConnect(error: unknown, host: ResolvedHost): CliError {
  if (error instanceof CliError) return error; // it says already what is wrong
  const { code, message, level } = error as { code?: unknown; message: string; level?: string };
  const where = `${host.hostname}:${host.port}`;
  const fail = (text: string, hint: string) => new Unavailable(`${host.alias}: ${text}`, { hint, cause: error });
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return fail(
        `no address is known for "${host.hostname}"`,
        'Check the name, or give the address: --ssh, or HostName in ~/.ssh/config.',
      );
    case 'ECONNREFUSED':
      return fail(
        `${where} refuses connections`,
        'Does sshd run there, and on this port? (--ssh HOST:PORT, or Port in ~/.ssh/config)',
      );
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return fail(
        `there is no way to ${where} from here`,
        'Is the VPN up? Does it need a jump host (ssh.jump, or ProxyJump in ~/.ssh/config)?',
      );
    case 'ETIMEDOUT':
      return noAnswer(host);
    case 'ECONNRESET':
    case 'EPIPE':
      return closedEarly(host, error);
  }
  if (level === 'client-timeout') return fail(`${where} stopped answering`, 'The line went dead while logging in.');
  if (/Connection lost before handshake/.test(message)) return closedEarly(host, error);
  if (/identification string|greeting lines|header|Protocol version/i.test(message)) {
    return fail(`what answers at ${where} is not an SSH server`, 'Check the port (--ssh HOST:PORT).');
  }
  if (/no matching .*(algorithm|format|MAC|cipher|compression|host key)/i.test(message)) {
    return new NoCommonAlgorithm(`${host.alias}: we have no common algorithm with ${where}: ${message}`, {
      hint: "The system's own ssh may know it; see sshd_config there (KexAlgorithms, Ciphers, HostKeyAlgorithms).",
      cause: error,
    });
  }
  if (typeof code === 'number') {
    return /too many auth/i.test(message)
      ? new NotPermitted(`${host.alias}: too many keys were tried (${message})`, { hint: tooManyKeys, cause: error })
      : fail(`${where} ended the connection: ${message}`, 'What the log of sshd there says will tell more.');
  }
  return fail(`no SSH connection to ${where}: ${message}`, `Try: ssh -v ${host.alias}`);
}

/** Nothing came back within the connect deadline. */
export function noAnswer(host: ResolvedHost): CliError {
  return new Unavailable(
    `${host.alias}: ${host.hostname}:${host.port} does not answer within ${host.connectDeadline / 1000} seconds`,
    {
      hint: 'Is the machine up, and does a firewall let us through? A jump host may be needed (ssh.jump, ProxyJump).',
    },
  );
}

/** The host was closed while we were logging in to it. */
export function loginAborted(host: ResolvedHost): CliError {
  return new Interrupted(`the login to ${host.alias} was given up`);
}

/** The server took the connection and closed it before we were logged in. */
export function closedEarly(host: ResolvedHost, cause?: unknown): CliError {
  return new Unavailable(
    `${host.alias}: ${host.hostname}:${host.port} closed the connection before the login was done`,
    {
      hint: 'sshd may be overloaded (MaxStartups), still starting, or forbid our address (PerSourcePenalties, fail2ban, hosts.deny).',
      cause,
    },
  );
}

/** What was tried to log in. */
export interface LoginFacts {
  /** `publickey key@host from the agent (SHA256:…)` */
  readonly tried: readonly string[];
  /** Methods the server would still take. */
  readonly accepted: readonly string[];
  /** Encrypted key files that nobody could be asked about. */
  readonly locked: readonly string[];
  /** Key files that were passed over, with the reason. */
  readonly skipped: readonly string[];
}

/** All keys were refused, or there was none. */
export function loginRefused(host: ResolvedHost, { tried, accepted, locked, skipped }: LoginFacts): CliError {
  if (locked.length > 0) {
    return new ConfigError(
      `${host.alias}: the key ${locked.join(', ')} is encrypted, and there is no terminal to ask for its passphrase`,
      {
        hint: `Put it into the agent first: ssh-add ${locked[0]}`,
      },
    );
  }
  const hint = [
    tried.length > 0
      ? `Tried: ${tried.join('; ')}`
      : 'There was no key to try: neither in the agent (SSH_AUTH_SOCK) nor in a file.',
    ...(skipped.length > 0 ? [`Passed over: ${skipped.join('; ')}`] : []),
    ...(accepted.length > 0 ? [`The server takes: ${accepted.join(', ')}`] : []),
    `Name a key (ssh.identity, or IdentityFile in ~/.ssh/config) or another user (ssh.user). Try: ssh ${host.alias}`,
  ];
  return new NotPermitted(`${host.alias}: ${host.hostname} does not let ${host.user} log in`, {
    hint: hint.join('\n'),
  });
}

const tooManyKeys = 'Name the one key to use: ssh.identity, or IdentityFile with IdentitiesOnly yes in ~/.ssh/config.';
