import { CliError } from '../errors.js';
import type { LineSettings } from './api-settings.js';
import { tlsProblem } from './connection-errors.js';
import { address } from './endpoint.js';
import { ApiUnavailable } from './errors.js';
import type { Endpoint } from './wire.js';

/** Why there was a connection but no answer. The request may have had its effect. */
export function explainExchange(error: unknown, endpoint: Endpoint, settings: LineSettings): Error {
  if (error instanceof CliError) return error;
  const where = address(endpoint);
  const { code, rawPacket } = (error ?? {}) as Record<string, unknown>;
  const codeText = typeof code === 'string' ? code : '';
  if (codeText === 'HPE_HEADER_OVERFLOW') return tooManyHeaders(error, endpoint);
  if (/^HPE_/.test(codeText)) return notHttp(error, asText(rawPacket), endpoint);
  if (/SSL|TLS/.test(codeText)) {
    const { text, hint } = tlsProblem(error, endpoint, settings);
    return new ApiUnavailable('tls', text, { reached: true, hint, cause: error });
  }
  // With TLS 1.3 a server that misses a client certificate says so after the handshake, if it gets to say it.
  const perhaps = endpoint.secure
    ? settings.cert === undefined && 'if it asks for a client certificate: cert = "cert.pem" and key = "key.pem"'
    : `if the port speaks TLS: url = "https://${where}"`;
  return new ApiUnavailable('cut', `${where} closed the connection before it answered`, {
    reached: true,
    hint: `the node may have just stopped${perhaps ? `; ${perhaps}` : ''}`,
    cause: error,
  });
}

/** The status came, the rest did not: a connection that broke, or a compressed stream that ends too early. */
export function explainBody(error: unknown, endpoint: Endpoint): Error {
  if (error instanceof CliError) return error;
  return cutShort(endpoint, error);
}

export function cutShort(endpoint: Endpoint, cause?: unknown): ApiUnavailable {
  return new ApiUnavailable('cut', `the answer of ${address(endpoint)} ended too early`, {
    reached: true,
    hint: 'the node stopped, or something between cut the line: try again',
    cause,
  });
}

/** The beginning of somebody's answer, for a message: one line, nothing a terminal would obey. */
export function beginning(text: string): string {
  const line = text
    .slice(0, 400)
    .replace(/[\s\p{Cc}\ufffd]+/gu, ' ')
    .trim();
  return line.length > 80 ? `${line.slice(0, 80)}…` : line;
}

function notHttp(error: unknown, text: string, endpoint: Endpoint): ApiUnavailable {
  const where = address(endpoint);
  const facts = { reached: true, cause: error };
  if (text.startsWith(tlsAlert)) {
    return new ApiUnavailable('not-management', `${where} speaks TLS, not plain HTTP`, {
      ...facts,
      hint: `url = "https://${where}"`,
    });
  }
  const shown = beginning(text);
  return new ApiUnavailable('not-management', `${where} does not speak HTTP${shown && `; it says: ${shown}`}`, {
    ...facts,
    hint: 'the management port is 15672, or 15671 with TLS, unless the node is configured otherwise',
  });
}

function tooManyHeaders(cause: unknown, endpoint: Endpoint): ApiUnavailable {
  return new ApiUnavailable('not-management', `${address(endpoint)} answers with more than 16 KiB of headers`, {
    reached: true,
    hint: 'RabbitMQ sends few: is the URL right, or does something that stands between add them?',
    cause,
  });
}

/** The first byte of a TLS record that holds an alert. */
const tlsAlert = '\u0015';

function asText(data: unknown): string {
  if (typeof data === 'string') return data;
  return data instanceof Uint8Array ? Buffer.from(data).toString('latin1') : '';
}

/** A body that is no JSON; one that begins as JSON does was cut short. */
export function notJson(endpoint: Endpoint, text: string, request: string): ApiUnavailable {
  const [first, last] = [text.at(0), text.at(-1)];
  if ((first === '{' && last !== '}') || (first === '[' && last !== ']')) return cutShort(endpoint);
  return new ApiUnavailable(
    'not-json',
    `${endpoint.origin}${endpoint.prefix} does not look like RabbitMQ's management API: it answers ${request} with ${beginning(text) || 'nothing'}`,
    { reached: true, hint: 'is the URL right, its path prefix too?' },
  );
}
