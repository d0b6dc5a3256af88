import { type TlsVersion, tlsVersions } from '../api/api-settings.js';
import { ConfigError, UsageError } from '../errors.js';
import { known, type Layer, longestTimeout, type PasswordSource, type TokenSource } from './layer.js';
import { parseSshTarget } from './ssh-target.js';
import { passwordIn, splitUrl } from './url.js';

/** The global flags that settings are made from, as the command line has them. */
export interface SettingsFlags {
  readonly node?: string | undefined;
  /** Names that --nodes gives: they tell which cluster is meant, where nothing else does. */
  readonly nodes?: readonly string[] | undefined;
  readonly cluster?: string | undefined;
  readonly config?: string | undefined;
  readonly url?: string | undefined;
  readonly username?: string | undefined;
  readonly 'password-file'?: string | undefined;
  readonly 'password-stdin'?: boolean | undefined;
  readonly 'token-file'?: string | undefined;
  /** `[user@]host[:port]`. */
  readonly ssh?: string | undefined;
  readonly tunnel?: boolean | undefined;
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  readonly 'server-name'?: string | undefined;
  readonly 'accept-new-host-keys'?: boolean | undefined;
  readonly 'api-only'?: boolean | undefined;
  /** Seconds. */
  readonly timeout?: number | undefined;
  readonly longnames?: boolean | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The settings that the command line gives. UsageError for what cannot be read. */
export function flagLayer(flags: SettingsFlags): Layer {
  if (flags['password-stdin'] && flags['password-file'] !== undefined) {
    throw new UsageError('--password-file and --password-stdin exclude each other');
  }
  const url = flags.url === undefined ? undefined : splitUrl(flags.url, reject(UsageError, '--url'));
  const tokenFile = flags['token-file'];
  const file = flags['password-file'];
  const password: PasswordSource | undefined = flags['password-stdin']
    ? { from: 'stdin' }
    : file !== undefined
      ? { from: 'file', file }
      : passwordIn(url, flags.username);
  if (tokenFile !== undefined && (flags.username ?? url?.username ?? password) !== undefined) {
    throw new UsageError('a token stands in the place of user and password: --token-file excludes both');
  }
  const ssh = flags.ssh === undefined ? undefined : parseSshTarget(flags.ssh, reject(UsageError, '--ssh'));
  const names: Readonly<Record<string, string>> = {
    password: flags['password-stdin'] ? 'password-stdin' : file === undefined ? 'url' : 'password-file',
    username: flags.username === undefined ? 'url' : 'username',
    token: 'token-file',
    serverName: 'server-name',
    acceptNewHostKeys: 'accept-new-host-keys',
    apiOnly: 'api-only',
  };
  const origin = (key: string): string => `flag --${names[key] ?? key}`;
  const { ca, cert, key, tunnel, timeout, longnames } = flags;
  if (timeout !== undefined && timeout > longestTimeout) throw new UsageError(tooLong('--timeout', timeout));
  return {
    api: known(origin, {
      url: url?.url,
      username: flags.username ?? url?.username,
      password,
      token: tokenFile === undefined ? undefined : { from: 'file', file: tokenFile },
      ca,
      cert,
      key,
      serverName: flags['server-name'],
      tunnel,
    }),
    ssh: {
      ...known(() => 'flag --ssh', ssh ?? {}),
      ...known(origin, { acceptNewHostKeys: flags['accept-new-host-keys'] }),
    },
    general: known(origin, { timeout, apiOnly: flags['api-only'], longnames }),
  };
}

/** The settings that RABBITCTL_* and RabbitMQ's own variables give. ConfigError for what cannot be read. */
export function environmentLayer(env: Environment): Layer {
  const text = (name: string): string | undefined => env[name] || undefined;
  const rawUrl = text('RABBITCTL_URL');
  const rawSsh = text('RABBITCTL_SSH');
  const url = rawUrl === undefined ? undefined : splitUrl(rawUrl, reject(ConfigError, 'RABBITCTL_URL'));
  const ssh = rawSsh === undefined ? undefined : parseSshTarget(rawSsh, reject(ConfigError, 'RABBITCTL_SSH'));
  const file = text('RABBITCTL_PASSWORD_FILE');
  const username = text('RABBITCTL_USERNAME');
  const [password, passwordName] = ((): [PasswordSource | undefined, string] => {
    if (text('RABBITCTL_PASSWORD')) return [{ from: 'environment', variable: 'RABBITCTL_PASSWORD' }, 'PASSWORD'];
    if (file !== undefined) return [{ from: 'file', file }, 'PASSWORD_FILE'];
    return [passwordIn(url, username), 'URL'];
  })();
  const [token, tokenName] = tokenOf(text);
  const named = (name: string) => () => `environment RABBITCTL_${name}`;
  const longnames = switchOf(env, 'RABBITMQ_USE_LONGNAME');
  return {
    api: {
      ...known(named('URL'), { url: url?.url }),
      ...known(named(username === undefined ? 'URL' : 'USERNAME'), { username: username ?? url?.username }),
      ...known(named(passwordName), { password }),
      ...known(named(tokenName), { token }),
      ...known(named('TLS_MIN_VERSION'), { tlsMinVersion: tlsVersionOf(text('RABBITCTL_TLS_MIN_VERSION')) }),
      ...known(named('CA'), { ca: text('RABBITCTL_CA') }),
      ...known(named('CERT'), { cert: text('RABBITCTL_CERT') }),
      ...known(named('KEY'), { key: text('RABBITCTL_KEY') }),
      ...known(named('SERVER_NAME'), { serverName: text('RABBITCTL_SERVER_NAME') }),
      ...known(named('TUNNEL'), { tunnel: switchOf(env, 'RABBITCTL_TUNNEL') }),
    },
    ssh: {
      ...known(named('SSH'), ssh ?? {}),
      ...known(named('ACCEPT_NEW_HOST_KEYS'), { acceptNewHostKeys: switchOf(env, 'RABBITCTL_ACCEPT_NEW_HOST_KEYS') }),
    },
    general: {
      ...known(named('TIMEOUT'), { timeout: secondsOf(env, 'RABBITCTL_TIMEOUT') }),
      ...known(named('API_ONLY'), { apiOnly: switchOf(env, 'RABBITCTL_API_ONLY') }),
      ...known(() => 'environment RABBITMQ_USE_LONGNAME', { longnames }),
    },
  };
}

function tokenOf(text: (name: string) => string | undefined): [TokenSource | undefined, string] {
  if (text('RABBITCTL_TOKEN')) return [{ from: 'environment', variable: 'RABBITCTL_TOKEN' }, 'TOKEN'];
  const file = text('RABBITCTL_TOKEN_FILE');
  return [file === undefined ? undefined : { from: 'file', file }, 'TOKEN_FILE'];
}

function tlsVersionOf(text: string | undefined): TlsVersion | undefined {
  const version = tlsVersions.find((known) => known === text);
  if (text !== undefined && version === undefined) {
    throw new ConfigError(`RABBITCTL_TLS_MIN_VERSION must be ${tlsVersions.join(' or ')}, not '${text}'`);
  }
  return version;
}

function switchOf(env: Environment, name: string): boolean | undefined {
  const text = env[name]?.toLowerCase();
  if (text === undefined || text === '') return undefined;
  if (['1', 'true', 'yes', 'on'].includes(text)) return true;
  if (['0', 'false', 'no', 'off'].includes(text)) return false;
  throw new ConfigError(`${name} must be true or false, not '${env[name]}'`);
}

function secondsOf(env: Environment, name: string): number | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  // Over HTTP 0 would be no limit, for the node's own tool no time at all.
  if (!/^0*[1-9]\d*$/.test(text))
    throw new ConfigError(`${name} must be a number of seconds, 1 or more, not '${text}'`);
  if (Number(text) > longestTimeout) throw new ConfigError(tooLong(name, Number(text)));
  return Number(text);
}

const tooLong = (name: string, seconds: number): string =>
  `${name} must be at most ${longestTimeout} seconds, not ${seconds}`;

const reject = (Kind: typeof UsageError | typeof ConfigError, name: string) => (why: string) =>
  new Kind(`${name}: ${why}`);
