import type { Duplex } from 'node:stream';
import { ConfigError } from '../errors.js';
import { basic } from './authorization.js';
import { address } from './endpoint.js';
import { ApiUnavailable } from './errors.js';
import type { Endpoint } from './wire.js';

/** An HTTP proxy that stands between. */
export interface HttpProxy {
  readonly endpoint: Endpoint;
  /** Its own login, for Proxy-Authorization. */
  readonly authorization: string | undefined;
}

/** Reads `http://user:password@proxy:3128`. Throws ConfigError, which never repeats the password. */
export function parseProxy(text: string): HttpProxy {
  const shown = text.replace(/[^/@]*@/, '…@');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new ConfigError(`"${shown}" is not the URL of an HTTP proxy`, {
      hint: 'it looks like http://proxy:3128; SOCKS is not spoken here, --tunnel goes through SSH instead',
    });
  }
  const secure = url.protocol === 'https:';
  return {
    endpoint: {
      secure,
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
      origin: url.origin,
      prefix: '',
    },
    authorization:
      url.username === '' ? undefined : basic(decodeURIComponent(url.username), decodeURIComponent(url.password)),
  };
}

/**
 * Has the proxy at the other end of the line connect it to the target (RFC 9110, CONNECT); TLS can be spoken on it then.
 * Throws ApiUnavailable: nothing was sent to the target.
 */
export async function connectThrough(
  line: Duplex,
  { endpoint, authorization }: HttpProxy,
  target: Endpoint,
  signal: AbortSignal,
): Promise<void> {
  const where = address(target);
  const login = authorization === undefined ? '' : `Proxy-Authorization: ${authorization}\r\n`;
  line.write(`CONNECT ${where} HTTP/1.1\r\nHost: ${where}\r\n${login}\r\n`);
  const status = statusIn(await headOf(line, signal));
  if (status !== undefined && status >= 200 && status < 300) return;
  throw noWay(endpoint, where, status);
}

/** The error for a proxy that wants to know who we are, which it says with 407. */
export function proxyWantsLogin(proxy: string): ApiUnavailable {
  return new ApiUnavailable('unreachable', `the proxy ${proxy} wants to know who we are, or does not accept it`, {
    reached: false,
    hint: 'its user and password stand in its URL: http://USER:PASSWORD@PROXY:PORT',
  });
}

/** The error for a proxy that cannot be reached itself. */
export function noProxy(proxy: Endpoint, target: Endpoint, cause: unknown): ApiUnavailable {
  const reason =
    cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : String(cause);
  return new ApiUnavailable('unreachable', `no connection to the proxy ${address(proxy)}: ${reason}`, {
    reached: false,
    hint: aroundIt(target.host),
    cause,
  });
}

function noWay(proxy: Endpoint, where: string, status: number | undefined): ApiUnavailable {
  if (status === 407) return proxyWantsLogin(address(proxy));
  const how = status === undefined ? 'it does not speak HTTP' : `HTTP ${status}`;
  return new ApiUnavailable('unreachable', `the proxy ${address(proxy)} does not connect to ${where}: ${how}`, {
    reached: false,
    hint: aroundIt(where.replace(/:\d+$/, '')),
  });
}

const aroundIt = (host: string): string => `NO_PROXY=${host} goes around it, and so does --tunnel`;

const longestHead = 65_536;

/** What the proxy says before the line is the target's; what comes behind stays on the line. */
function headOf(line: Duplex, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = Buffer.alloc(0);
    const finish = (error?: unknown) => {
      line.off('readable', read);
      line.off('close', closed);
      line.off('error', finish);
      signal.removeEventListener('abort', stop);
      if (error === undefined) resolve(seen.toString('latin1'));
      else reject(error);
    };
    const stop = () => finish(signal.reason);
    const closed = () => finish(new Error('the connection was closed'));
    const read = () => {
      for (let chunk = line.read(); chunk !== null; chunk = line.read()) {
        seen = Buffer.concat([seen, chunk]);
        const end = seen.indexOf('\r\n\r\n');
        if (end === -1 && seen.length < longestHead) continue;
        const rest = seen.subarray(end === -1 ? seen.length : end + 4);
        seen = seen.subarray(0, seen.length - rest.length);
        finish();
        if (rest.length > 0) line.unshift(rest);
        return;
      }
    };
    line.on('readable', read);
    line.once('close', closed);
    line.once('error', finish);
    signal.addEventListener('abort', stop);
  });
}

function statusIn(head: string): number | undefined {
  const status = /^HTTP\/1\.\d (\d{3})\b/.exec(head)?.[1];
  return status === undefined ? undefined : Number(status);
}
