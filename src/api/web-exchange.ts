import { Interrupted, NotPermitted } from '../errors.js';
import { stopwatch } from '../stopwatch.js';
import type { LineSettings } from './api-settings.js';
import { decompressed, readText } from './body.js';
import { connector } from './connection.js';
import { limitTo } from './deadline.js';
import { explainBody, explainExchange } from './exchange-errors.js';
import { parseJson } from './json.js';
import { parseProxy } from './proxy.js';
import type { Endpoint } from './wire.js';

/** One request to a server that is no broker: a form to POST, or a document to GET. */
export interface WebRequest extends LineSettings {
  readonly url: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly authorization?: string;
  readonly signal?: AbortSignal | undefined;
  readonly debug?: ((line: string) => void) | undefined;
}

export interface WebAnswer {
  readonly status: number;
  /** The parsed object; empty where the answer is none. */
  readonly answer: Readonly<Record<string, unknown>>;
}

/** Throws NotPermitted when the server cannot be asked: without it nobody can log in. Interrupted as `signal` says. */
export async function webExchange(request: WebRequest): Promise<WebAnswer> {
  const { url, form, debug } = request;
  const method = form === undefined ? 'GET' : 'POST';
  // The query of an address may be a secret of theirs, the form is one of ours.
  const shown = `${method} ${url.replace(/\?.*/, '?…')}`;
  const elapsed = stopwatch();
  try {
    const found = await exchange(request, method, shown);
    debug?.(`${shown} -> ${found.status} (${Math.round(elapsed())} ms)`);
    return found;
  } catch (cause) {
    if (cause instanceof Interrupted) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    debug?.(`${shown} -> ${reason}`);
    throw new NotPermitted(`there is no token to log in with: ${reason}`, {
      hint: `it was asked for with ${shown}`,
      cause,
    });
  }
}

async function exchange(request: WebRequest, method: 'GET' | 'POST', shown: string): Promise<WebAnswer> {
  const endpoint = endpointOf(request.url);
  const limit = limitTo(30_000, request.signal, shown);
  const open = (await import('./transport.js')).openTransport;
  const transport = open(endpoint, connector(endpoint, request, limit.signal));
  try {
    const answer = await limit
      .race(transport.send({ ...wire(request, method, endpoint), signal: limit.signal }))
      .catch((error: unknown) => {
        throw limit.signal.aborted ? limit.signal.reason : explainExchange(error, endpoint, request);
      });
    const text = await readText(decompressed(answer), 1 << 20).catch((error: unknown) => {
      throw limit.signal.aborted ? limit.signal.reason : explainBody(error, endpoint);
    });
    return { status: answer.status, answer: objectIn(text) };
  } finally {
    limit.end();
    await transport.close();
  }
}

function wire({ url, form, authorization, proxy }: WebRequest, method: 'GET' | 'POST', endpoint: Endpoint) {
  const { pathname, search, origin, host } = new URL(url);
  const through = proxy === undefined || endpoint.secure ? undefined : parseProxy(proxy);
  return {
    method,
    target: `${through ? origin : ''}${pathname}${search}`,
    headers: {
      host,
      accept: 'application/json',
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(authorization && { authorization }),
      ...(through?.authorization && { 'proxy-authorization': through.authorization }),
    },
    body: form && new URLSearchParams(form).toString(),
  };
}

function endpointOf(text: string): Endpoint {
  const { protocol, hostname, port, origin } = new URL(text);
  const secure = protocol === 'https:';
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return { secure, host, port: Number(port || (secure ? 443 : 80)), origin, prefix: '' };
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const found = parseJson(text);
    return typeof found === 'object' && found !== null && !Array.isArray(found) ? { ...found } : {};
  } catch {
    // An error page of a gateway: its status says enough.
    return {};
  }
}
