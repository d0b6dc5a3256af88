import { ConfigError } from '../errors.js';
import { explainConnect } from './connect-failures.js';
import { ChannelRefused, type Connection, logIn } from './connection.js';
import { openProxyCommand, openTcp, type Route } from './route.js';
import { type ResolvedHost, resolveHost } from './ssh-config.js';
import { expandPath } from './ssh-paths.js';
import type { SshSettings } from './ssh-settings.js';

/** More hops than anybody has: a jump host that is reached through itself. */
const mostHops = 8;

/** Connects and logs in, over as many jump hosts as it takes; each one is verified like any other host. */
export async function connectHost(settings: SshSettings, resolved?: ResolvedHost, hops = 0): Promise<Connection> {
  const host = resolved ?? (await resolveHost(settings));
  if (hops > mostHops) throw new ConfigError(`${host.alias}: too many jump hosts; does one lead to itself?`);
  const jump = jumpSettings(settings, host);
  const jumpHost = jump && (await resolveJump(jump));
  if (jump === undefined || jumpHost === undefined || isSame(jumpHost, host)) {
    const route = host.proxyCommand ? openProxyCommand(host, host.proxyCommand) : await openTcp(host);
    return logIn(settings, host, route);
  }
  const between = await connectHost(jump, jumpHost, hops + 1);
  try {
    const connection = await logIn(settings, host, await routeThrough(between, jump.host, host));
    connection.gone.then(() => between.close());
    return connection;
  } catch (error) {
    await between.close();
    throw error;
  }
}

/** The last of the jump hosts, reached through those before it, as `ssh -J` does it. */
export function jumpSettings(settings: SshSettings, host: ResolvedHost): SshSettings | undefined {
  const list = host.proxyJump?.split(',').map((hop) => hop.trim()) ?? [];
  const last = list.pop();
  if (last === undefined || last === '') return undefined;
  const { user, name, port } = parseHop(last);
  const { port: _port, user: _user, jump: _jump, host: _host, ...shared } = settings;
  return {
    ...shared,
    host: name,
    ...(user === undefined ? {} : { user }),
    ...(port === undefined ? {} : { port }),
    ...(list.length > 0 ? { jump: list.join(',') } : {}),
  };
}

/** A jump host is tried with the keys of the settings first, then with its own of ~/.ssh/config. */
async function resolveJump({ identity = [], ...settings }: SshSettings): Promise<ResolvedHost> {
  const host = await resolveHost(settings);
  return { ...host, identityFiles: [...identity.map((path) => expandPath(path, host)), ...host.identityFiles] };
}

function parseHop(hop: string): { user: string | undefined; name: string; port: number | undefined } {
  const [, user, bracketed, plain, port] =
    /^(?:ssh:\/\/)?(?:(.+)@)?(?:\[(.+)\]|([^:@]+))(?::(\d+))?\/?$/.exec(hop) ?? [];
  const name = bracketed ?? plain;
  if (name === undefined)
    throw new ConfigError(`"${hop}" is no jump host`, { hint: 'Write it as [user@]host[:port].' });
  return { user, name, port: port === undefined ? undefined : Number(port) };
}

async function routeThrough(between: Connection, name: string, host: ResolvedHost): Promise<Route> {
  try {
    const socket = await between.forward(host.hostname, host.port);
    return { socket, address: undefined, reason: () => undefined };
  } catch (error) {
    if (!(error instanceof ChannelRefused)) throw error;
    const cause = new Error(`the jump host ${name} cannot reach it: ${error.message}`);
    throw explainConnect(cause, host);
  }
}

/** `Host *` with a ProxyJump names the jump host itself too: it is reached directly. */
function isSame(one: ResolvedHost, other: ResolvedHost): boolean {
  return one.hostname === other.hostname && one.port === other.port;
}
