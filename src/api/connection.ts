import type { Duplex } from 'node:stream';
import { CliError } from '../errors.js';
import type { LineSettings } from './api-settings.js';
import { explainConnection } from './connection-errors.js';
import { address } from './endpoint.js';
import { ApiUnavailable } from './errors.js';
import { connectThrough, type HttpProxy, noProxy, parseProxy } from './proxy.js';
import type { Securing } from './tls.js';
import type { Endpoint } from './wire.js';

/**
 * How to get a connection on which HTTP can be spoken at once: TCP, a proxy or the tunnel, then TLS where the URL says https.
 * The function throws ApiUnavailable (`reached` is false), ConfigError (PEM files), and what the tunnel throws.
 * `closing` gives up whatever is under way.
 */
export function connector(endpoint: Endpoint, settings: LineSettings, closing: AbortSignal): () => Promise<Duplex> {
  const deadline = settings.connectDeadline ?? 10_000;
  return async () => {
    try {
      // Before there is a line: while files are read nobody would hear that it breaks.
      const secured = endpoint.secure ? await tls(endpoint, settings) : undefined;
      // Opening a tunnel may ask for a passphrase and has deadlines of its own: our clock starts after it.
      const tunnel = await settings.connect?.(endpoint.host, endpoint.port);
      return await withinDeadline(tunnel, secured);
    } catch (error) {
      throw explainConnection(error, endpoint, settings);
    }
  };

  async function withinDeadline(tunnel: Duplex | undefined, secured: Securing | undefined): Promise<Duplex> {
    const attempt = new AbortController();
    const giveUp = () => attempt.abort(new Error('closed'));
    const timer = setTimeout(() => attempt.abort(tooSlow(endpoint, deadline)), deadline);
    closing.addEventListener('abort', giveUp);
    try {
      if (closing.aborted) giveUp();
      const line = tunnel ? likeSocket(tunnel) : await reach(endpoint, settings.proxy, attempt.signal);
      // Neither TLS nor node:http notices that a line was over before it was theirs.
      if (line.destroyed) throw closed();
      if (secured) return await secured(line, attempt.signal);
      attempt.signal.throwIfAborted();
      return line;
    } catch (error) {
      tunnel?.destroy();
      throw error;
    } finally {
      clearTimeout(timer);
      closing.removeEventListener('abort', giveUp);
    }
  }
}

/** Resolves at the event; destroys the stream and rejects when it errors or closes before, or the signal aborts. */
export function established(stream: Duplex, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => finish(signal.reason);
    const over = () => finish(closed());
    const finish = (error?: unknown) => {
      signal.removeEventListener('abort', stop);
      stream.off('close', over);
      stream.off(event, finish);
      if (error === undefined) stream.off('error', finish);
      else stream.destroy();
      if (error === undefined) resolve();
      else reject(error);
    };
    stream.once(event, () => finish());
    // Stays after a failure: a second error must not end the process.
    stream.on('error', finish);
    stream.once('close', over);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
  });
}

/** A line to the endpoint, or to the proxy: where TLS is to be spoken that has connected it further. */
async function reach(endpoint: Endpoint, proxyUrl: string | undefined, signal: AbortSignal): Promise<Duplex> {
  if (proxyUrl === undefined) return tcp(endpoint, signal);
  const proxy = parseProxy(proxyUrl);
  const line = await toProxy(proxy, endpoint, signal);
  if (!endpoint.secure) return line;
  try {
    await connectThrough(line, proxy, endpoint, signal);
    return line;
  } catch (error) {
    line.destroy();
    throw error instanceof CliError || signal.aborted ? error : noProxy(proxy.endpoint, endpoint, error);
  }
}

async function toProxy({ endpoint: proxy }: HttpProxy, target: Endpoint, signal: AbortSignal): Promise<Duplex> {
  try {
    const line = await tcp(proxy, signal);
    return proxy.secure ? await (await tls(proxy, {}))(line, signal) : line;
  } catch (error) {
    throw error instanceof CliError || signal.aborted ? error : noProxy(proxy, target, error);
  }
}

async function tcp(endpoint: Endpoint, signal: AbortSignal): Promise<Duplex> {
  const { connect } = await import('node:net');
  const socket = connect({
    host: endpoint.host,
    port: endpoint.port,
    noDelay: true,
    // Finds out within half a minute that the other machine is gone.
    keepAlive: true,
    keepAliveInitialDelay: 10_000,
    // Node's 250 ms for each of a host's addresses is too short for another continent.
    autoSelectFamilyAttemptTimeout: 1_000,
  });
  await established(socket, 'connect', signal);
  return socket;
}

async function tls(endpoint: Endpoint, settings: LineSettings): Promise<Securing> {
  const { securing } = await import('./tls.js');
  return securing(endpoint, settings);
}

/** HTTP clients call these on their sockets; the channel of an SSH connection has none of them. */
function likeSocket(duplex: Duplex): Duplex {
  const nothing = () => duplex;
  const missing = ['setKeepAlive', 'setNoDelay', 'setTimeout', 'ref', 'unref'].filter((name) => !(name in duplex));
  return Object.assign(duplex, Object.fromEntries(missing.map((name) => [name, nothing])));
}

function closed(): Error {
  return Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' });
}

function tooSlow(endpoint: Endpoint, deadline: number): ApiUnavailable {
  return new ApiUnavailable('timeout', `no connection to ${address(endpoint)} within ${deadline / 1000} s`, {
    reached: false,
    hint: 'the machine is down, or a firewall swallows the packets; --tunnel goes through SSH instead',
  });
}
