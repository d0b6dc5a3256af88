import { ConfigError } from '../errors.js';
import { ChannelRefused } from './channel-refused.js';
import { explainConnect, loginAborted, noAnswer } from './connect-failures.js';
import { type Connection, logIn } from './connection.js';
import { isSameHost, jumpSettings } from './jump-settings.js';
import { Patience, untilAborted } from './patience.js';
import { openProxyCommand, openTcp, type Route } from './route.js';
import { type ResolvedHost, resolveHost } from './ssh-config.js';
import { expandPath } from './ssh-paths.js';
import type { SshSettings } from './ssh-settings.js';

/** More hops than anybody has: a jump host that is reached through itself. */
const mostHops = 8;

/**
 * Connects and logs in, over as many jump hosts as it takes; each one is verified like any other host.
 * @throws Interrupted when `signal` ends it, and what `logIn` throws
 */
export async function connectHost(
  settings: SshSettings,
  host: ResolvedHost,
  signal: AbortSignal,
  hops = 0,
): Promise<Connection> {
  if (hops > mostHops) throw new ConfigError(`${host.alias}: too many jump hosts; does one lead to itself?`);
  const jump = jumpSettings(settings, host);
  const jumpHost = jump && (await resolveJump(jump, signal));
  if (jump === undefined || jumpHost === undefined || isSameHost(jumpHost, host)) {
    const route = host.proxyCommand ? openProxyCommand(host, host.proxyCommand) : await openTcp(host, signal);
    return logIn(settings, host, route, signal);
  }
  const between = await connectHost(jump, jumpHost, signal, hops + 1);
  try {
    const connection = await logIn(settings, host, await routeThrough(between, jump.host, host, signal), signal);
    connection.gone.then(() => between.close());
    return connection;
  } catch (error) {
    await between.close();
    throw error;
  }
}

/** A jump host is tried with the keys of the settings first, then with its own of ~/.ssh/config. */
async function resolveJump({ identity = [], ...settings }: SshSettings, signal: AbortSignal): Promise<ResolvedHost> {
  const host = await resolveHost(settings, signal);
  return { ...host, identityFiles: [...identity.map((path) => expandPath(path, host)), ...host.identityFiles] };
}

async function routeThrough(
  between: Connection,
  name: string,
  host: ResolvedHost,
  signal: AbortSignal,
): Promise<Route> {
  const opening = between.forward(host.hostname, host.port);
  try {
    // Its sshd would try for minutes.
    const patience = new Patience(host.connectDeadline, () => noAnswer(host));
    const socket = await untilAborted(patience.race(opening), signal, () => loginAborted(host));
    return { socket, address: undefined, reason: async () => undefined };
  } catch (error) {
    if (!(error instanceof ChannelRefused)) throw error;
    const cause = new Error(`the jump host ${name} cannot reach it: ${error.message}`);
    throw explainConnect(cause, host);
  }
}
