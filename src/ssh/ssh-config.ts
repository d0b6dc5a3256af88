import { execFile } from 'node:child_process';
import { homedir, userInfo } from 'node:os';
import { promisify } from 'node:util';
import { ConfigError, Interrupted } from '../errors.js';
import { expandPath } from './ssh-paths.js';
import type { SshSettings } from './ssh-settings.js';

/** What OpenSSH would do for a host: `ssh -G` and our settings in one, paths expanded. */
export interface ResolvedHost {
  /** As the user wrote it. */
  readonly alias: string;
  readonly hostname: string;
  readonly port: number;
  readonly user: string;
  readonly identityFiles: readonly string[];
  readonly certificateFiles: readonly string[];
  readonly identitiesOnly: boolean;
  /** The agent's socket; undefined: none is to be used. */
  readonly identityAgent: string | undefined;
  readonly userKnownHosts: readonly string[];
  readonly globalKnownHosts: readonly string[];
  readonly hashKnownHosts: boolean;
  readonly hostKeyAlias: string | undefined;
  readonly hostKeyAlgorithms: readonly string[] | undefined;
  readonly checkHostIp: boolean;
  /** Whether an unknown key may be added to known_hosts. */
  readonly acceptNew: boolean;
  readonly proxyJump: string | undefined;
  readonly proxyCommand: string | undefined;
  readonly addressFamily: 0 | 4 | 6;
  readonly bindAddress: string | undefined;
  /** ms */
  readonly connectDeadline: number;
  /** ms between signs of life */
  readonly aliveInterval: number;
  readonly aliveCount: number;
  /** Every line of `ssh -G`, for what only the system's ssh can do. */
  readonly options: ReadonlyMap<string, readonly string[]>;
}

/**
 * Resolves what `ssh` would do for these settings, with `ssh -G` as the parser of ~/.ssh/config;
 * without an ssh binary, the settings and OpenSSH's defaults.
 * `signal` ends it: a `Match exec` may take its time.
 * @throws ConfigError when ssh cannot read its config, or a name could be read as something else by a shell.
 */
export async function resolveHost(settings: SshSettings, signal?: AbortSignal): Promise<ResolvedHost> {
  checkName(settings.host, 'host name');
  if (settings.user !== undefined) checkUser(settings.user);
  const options = await askSsh(settings, signal);
  const one = (key: string): string | undefined => known(options.get(key)?.[0]);
  const paths = (key: string, fallback: readonly string[]): readonly string[] =>
    options
      .get(key)
      ?.flatMap(pathsOf)
      .filter((path) => path !== 'none') ?? fallback;
  const hostname = checkName(one('hostname') ?? settings.host, 'host name');
  const port = settings.port ?? Number(one('port') ?? 22);
  const user = settings.user ?? checkUser(one('user') ?? currentUser());
  const tokens = { alias: settings.host, hostname, port, user, hostKeyAlias: one('hostkeyalias') };
  const expand = (path: string) => expandPath(path, tokens);
  const identity = settings.identity ?? options.get('identityfile') ?? defaultIdentities;
  const strict = one('stricthostkeychecking') ?? 'ask';
  const jump = settings.jump ?? one('proxyjump');
  return {
    alias: settings.host,
    hostname,
    port,
    user,
    identityFiles: identity.filter((path) => path !== 'none').map(expand),
    certificateFiles: (options.get('certificatefile') ?? []).filter((path) => path !== 'none').map(expand),
    identitiesOnly: one('identitiesonly') === 'yes',
    identityAgent: agentSocket(options.get('identityagent')?.[0], expand),
    userKnownHosts: (settings.knownHosts ?? paths('userknownhostsfile', ['~/.ssh/known_hosts'])).map(expand),
    globalKnownHosts: paths('globalknownhostsfile', ['/etc/ssh/ssh_known_hosts']).map(expand),
    hashKnownHosts: one('hashknownhosts') === 'yes',
    hostKeyAlias: one('hostkeyalias'),
    hostKeyAlgorithms: one('hostkeyalgorithms')?.split(','),
    checkHostIp: one('checkhostip') === 'yes',
    acceptNew: settings.acceptNewHostKeys === true || ['accept-new', 'off', 'no', 'false'].includes(strict),
    proxyJump: known(jump),
    proxyCommand: settings.jump === undefined ? one('proxycommand') : undefined,
    addressFamily: one('addressfamily') === 'inet' ? 4 : one('addressfamily') === 'inet6' ? 6 : 0,
    bindAddress: one('bindaddress'),
    connectDeadline: settings.connectDeadline ?? 1000 * (Number(one('connecttimeout') ?? 0) || 15),
    aliveInterval: 1000 * (Number(one('serveraliveinterval') ?? 0) || 15),
    aliveCount: Number(one('serveralivecountmax') ?? 3),
    options,
  };
}

/** The options that make `ssh` (for -G, and for real in openssh.ts) see the host as the settings want it. */
export function sshArguments(settings: SshSettings): string[] {
  return [
    ...(settings.configFile === undefined ? [] : ['-F', settings.configFile]),
    ...(settings.port === undefined ? [] : ['-p', String(settings.port)]),
    ...(settings.user === undefined ? [] : ['-l', settings.user]),
  ];
}

/** The lines of `ssh -G`: lower-case keys, each with its values in order. */
export function parseOptions(text: string): Map<string, string[]> {
  const options = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [, key, value] = /^(\S+) (.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined) continue;
    options.set(key.toLowerCase(), [...(options.get(key.toLowerCase()) ?? []), value]);
  }
  return options;
}

const defaultIdentities = ['~/.ssh/id_ed25519', '~/.ssh/id_ecdsa', '~/.ssh/id_rsa'];

async function askSsh(settings: SshSettings, signal?: AbortSignal): Promise<Map<string, string[]>> {
  try {
    const argv = ['-G', ...sshArguments(settings), '--', settings.host];
    const { stdout } = await promisify(execFile)('ssh', argv, { maxBuffer: 1 << 22, ...(signal && { signal }) });
    return parseOptions(stdout);
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: string };
    if (code === 'ENOENT') return new Map();
    if (signal?.aborted) throw new Interrupted(`the login to ${settings.host} was given up`, { cause: error });
    throw new ConfigError(`ssh cannot read its configuration for ${settings.host}`, {
      hint: stderr?.trim() || `Try: ssh -G ${settings.host}`,
      cause: error,
    });
  }
}

/** `ssh -G` prints a list of files without the quotes it has in ssh_config: what does not begin like a path goes on with the one before. */
function pathsOf(line: string): string[] {
  return line.split(/^[/~%$]/.test(line) ? / (?=[/~%$])/ : ' ');
}

/** A Windows domain's backslash (`CORP\jdoe`) is let through as ssh does it: not at the end, where a shell would take it for what follows. */
function checkUser(name: string): string {
  return checkName(name, 'user name', name.replace(/\\(?!$)/g, ''));
}

/** Names end up in argv and in the user's ProxyCommand, which a shell reads (CVE-2023-51385). */
function checkName(name: string, what: string, suspect = name): string {
  if (suspect !== '' && !/^-|[\s'"`$\\;&<>|(){}\0]/.test(suspect)) return name;
  throw new ConfigError(`"${name}" cannot be a ${what} for SSH`);
}

function agentSocket(configured: string | undefined, expand: (path: string) => string): string | undefined {
  if (configured === 'none') return undefined;
  if (configured === undefined || configured === 'SSH_AUTH_SOCK') return process.env.SSH_AUTH_SOCK || undefined;
  if (configured.startsWith('$') && !configured.startsWith('${')) return process.env[configured.slice(1)];
  return expand(configured);
}

const known = (value: string | undefined) => (value === 'none' || value === '' ? undefined : value);

/** $USER may be missing or stale; the account is not. */
function currentUser(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env.USER ?? homedir().split('/').at(-1) ?? 'root';
  }
}
