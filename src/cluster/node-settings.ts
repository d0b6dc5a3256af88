import type { TlsVersion } from '../api/api-settings.js';
import { environmentProxy } from './environment-proxy.js';
import type { ApiValues, Known, Layer, PasswordSource, Setting, SshValues, TokenSource } from './layer.js';
import { hostOf, isThisMachine, type Machine, shortHost } from './node-name.js';
import type { Environment } from './outer-layers.js';
import { withPort } from './url.js';

/** How one node is reached; each value with its origin. */
export interface NodeSettings {
  /** Undefined when only an address is known: then it is the node that answers there. */
  readonly name: Setting<string | undefined>;
  readonly api: ApiChoice;
  readonly ssh: SshChoice;
}

export type Chosen<T> = Setting<T | undefined>;

export interface ApiChoice {
  readonly url: Setting<string>;
  /** The address was given for this very node: no other port is tried when another node answers there. */
  readonly fixed: boolean;
  readonly username: Setting<string>;
  readonly password: Setting<PasswordSource>;
  /** In the place of both. */
  readonly token: Chosen<TokenSource>;
  /** False when guest/guest is only our default. */
  readonly credentialsGiven: boolean;
  readonly ca: Chosen<string>;
  readonly cert: Chosen<string>;
  readonly key: Chosen<string>;
  readonly serverName: Chosen<string>;
  readonly tlsMinVersion: Chosen<TlsVersion>;
  /** With its login, if it has one. */
  readonly proxy: Chosen<string>;
  readonly tunnel: Setting<boolean>;
}

export interface SshChoice {
  /** Undefined: this very machine. */
  readonly host: Chosen<string>;
  readonly port: Chosen<number>;
  readonly user: Chosen<string>;
  readonly jump: Chosen<string>;
  /** Undefined: as the machine needs it. */
  readonly sudo: Chosen<boolean>;
  readonly identity: Chosen<readonly string[]>;
  readonly knownHosts: Chosen<readonly string[]>;
  readonly configFile: Chosen<string>;
  readonly acceptNewHostKeys: Setting<boolean>;
  readonly exec: Chosen<readonly string[]>;
}

export interface NodeLayers {
  /** URL or port were given for this very node. */
  readonly fixed: boolean;
  /** Flags, environment, the node's own part of the file: what they say holds for this one node. */
  readonly own: readonly Layer[];
  /** The cluster entry and [defaults]. */
  readonly shared: readonly Layer[];
}

/** Chooses every value for one node from its layers, the first one that has it winning. Pure. */
export function nodeSettings(
  name: Setting<string | undefined>,
  { fixed, own, shared }: NodeLayers,
  machine: Machine,
  env: Environment,
): NodeSettings {
  const layers = [...own, ...shared];
  const api = layers.map((layer) => layer.api);
  const ssh = layers.map((layer) => layer.ssh);
  const sshHost = first(ssh, 'host');
  const host = name.value === undefined ? (sshHost?.value ?? 'localhost') : hostOf(name.value);
  const fill = (text: string): string => text.replaceAll('{short_host}', shortHost(host)).replaceAll('{host}', host);

  const url = first(api, 'url') ?? builtIn(sshHost === undefined && isThisMachine(host, machine) ? localUrl : nodeUrl);
  const port = first(api, 'port');
  const address = url.value.replaceAll('{host}', host.includes(':') ? `[${host}]` : host);
  const ownUrl = port === undefined ? address : withPort(address, port.value);
  const tunnel = first(api, 'tunnel') ?? builtIn(false);
  const exec = first(ssh, 'exec');
  return {
    name,
    api: {
      url: { value: ownUrl, origin: url.origin },
      fixed,
      ...credentials(api),
      ca: first(api, 'ca') ?? none,
      cert: first(api, 'cert') ?? none,
      key: first(api, 'key') ?? none,
      serverName: mapped(first(api, 'serverName'), fill) ?? none,
      tlsMinVersion: first(api, 'tlsMinVersion') ?? none,
      proxy: tunnel.value ? none : (proxySetting(first(api, 'proxy')) ?? environmentProxy(ownUrl, env) ?? none),
      tunnel,
    },
    ssh: {
      ...sshChoice(ssh),
      host: mapped(sshHost, fill) ?? machineOf(name, address, exec !== undefined, machine),
      exec: mapped(exec, (argv) => argv.map(fill)) ?? none,
    },
  };
}

// guest may only log in from localhost, so our own default asks there.
const localUrl = 'http://localhost:15672';
const nodeUrl = 'http://{host}:15672';

function sshChoice(ssh: readonly Known<SshValues>[]): Omit<SshChoice, 'host' | 'exec'> {
  return {
    port: first(ssh, 'port') ?? none,
    user: first(ssh, 'user') ?? none,
    jump: first(ssh, 'jump') ?? none,
    sudo: first(ssh, 'sudo') ?? none,
    identity: first(ssh, 'identity') ?? none,
    knownHosts: first(ssh, 'knownHosts') ?? none,
    configFile: first(ssh, 'configFile') ?? none,
    acceptNewHostKeys: first(ssh, 'acceptNewHostKeys') ?? builtIn(false),
  };
}

type Credentials = Pick<ApiChoice, 'username' | 'password' | 'token' | 'credentialsGiven'>;

function credentials(api: readonly Known<ApiValues>[]): Credentials {
  // Whoever is named by the stronger layer logs in: a user of a flag, though the file has a token.
  const strongest = api.find(({ token, username, password }) => token ?? username ?? password);
  const unused: PasswordSource = { from: 'text', text: '' };
  if (strongest?.token) {
    return { token: strongest.token, username: builtIn(''), password: builtIn(unused), credentialsGiven: true };
  }
  const username = first(api, 'username');
  // A password that stands beside another user's name is that user's.
  const isTheirs = (values: Known<ApiValues>): boolean =>
    values.username === undefined || values.username.value === username?.value;
  const password = api.find((values) => values.password !== undefined && isTheirs(values))?.password;
  const unasked: PasswordSource =
    username === undefined || username.value === 'guest' ? { from: 'text', text: 'guest' } : { from: 'prompt' };
  return {
    username: username ?? builtIn('guest'),
    password: password ?? builtIn(unasked),
    token: none,
    credentialsGiven: username !== undefined || password !== undefined,
  };
}

/** `none` is said to go around that of the environment. */
const proxySetting = (given: Setting<string> | undefined): Chosen<string> | undefined =>
  given?.value === 'none' ? { value: undefined, origin: given.origin } : given;

/** A container is entered from this machine unless `host` says otherwise: its own name is no name of a machine. */
function machineOf(
  name: Setting<string | undefined>,
  url: string,
  contained: boolean,
  machine: Machine,
): Chosen<string> {
  if (contained) return { value: undefined, origin: 'the container runs here' };
  const host = name.value === undefined ? new URL(url).hostname.replace(/^\[|\]$/g, '') : hostOf(name.value);
  const origin = name.value === undefined ? 'host of the URL' : 'host of the node name';
  return { value: isThisMachine(host, machine) ? undefined : host, origin };
}

export function first<T, K extends keyof T>(layers: readonly Known<T>[], key: K): Known<T>[K] | undefined {
  return layers.find((values) => values[key] !== undefined)?.[key];
}

function mapped<A, B>(setting: Setting<A> | undefined, change: (value: A) => B): Setting<B> | undefined {
  return setting && { value: change(setting.value), origin: setting.origin };
}

export const builtIn = <T>(value: T): Setting<T> => ({ value, origin: 'built in' });
const none: Setting<undefined> = builtIn(undefined);
