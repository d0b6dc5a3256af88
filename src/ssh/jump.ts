import { ConfigError } from '../errors.js';
import { ChannelRefused } from './channel-refused.js';
import { explainConnect } from './connect-failures.js';
import { type Connection, logIn } from './connection.js';
import { isSameHost, jumpSettings } from './jump-settings.js';
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
  if (jump === undefined || jumpHost === undefined || isSameHost(jumpHost, host)) {
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

/** A jump host is tried with the keys of the settings first, then with its own of ~/.ssh/config. */
async function resolveJump({ identity = [], ...settings }: SshSettings): Promise<ResolvedHost> {
  const host = await resolveHost(settings);
  return { ...host, identityFiles: [...identity.map((path) => expandPath(path, host)), ...host.identityFiles] };
}

async function routeThrough(between: Connection, name: string, host: ResolvedHost): Promise<Route> {
  try {
    const socket = await between.forward(host.hostname, host.port);
    return { socket, address: undefined, reason: async () => undefined };
  } catch (error) {
    if (!(error instanceof ChannelRefused)) throw error;
    const cause = new Error(`the jump host ${name} cannot reach it: ${error.message}`);
    throw explainConnect(cause, host);
  }
}
