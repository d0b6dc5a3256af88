import type { Duplex } from 'node:stream';
import type { Line } from './line.js';
import type { Method } from './management-api.js';

/** One HTTP request, ready to be written. */
export interface WireRequest {
  readonly method: Method;
  /** Path and query as they stand in the request line. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Pieces of unknown number are sent as they come. */
  readonly body: string | AsyncIterable<Uint8Array> | undefined;
  readonly signal: AbortSignal;
}

/** Status and headers, the body still to come: as it is on the wire, so perhaps compressed. */
export interface WireAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Errors when the connection ends before the body does. */
  readonly body: WireBody;
}

/** Read once. Destroyed before its end it takes the connection with it. */
export interface WireBody extends AsyncIterable<Uint8Array> {
  destroy(): void;
}

/** What client.ts needs of an HTTP library; its errors are anybody's, client.ts explains them. */
export interface Transport {
  /** An error thrown by `connect` comes out as it is. */
  send(request: WireRequest): Promise<WireAnswer>;
  close(): Promise<void>;
}

/**
 * `connect` gives a connection on which HTTP can be spoken at once: TLS, tunnel and verification are done. `connectLine` is a
 * cheaper way to one, which may give none.
 */
export type OpenTransport = (
  endpoint: Endpoint,
  connect: () => Promise<Duplex>,
  connectLine?: () => Promise<Line | undefined>,
) => Transport;

/** Where a Management HTTP API is. */
export interface Endpoint {
  readonly secure: boolean;
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
  /** `https://mq1:15671`. */
  readonly origin: string;
  /** `/prefix` or empty. */
  readonly prefix: string;
}

/** Enough for a command that asks many things at once, few enough for a busy node. */
export const connectionsAtOnce = 8;

/** ms: far below the 60 s after which RabbitMQ hangs up, so that a request seldom meets a closing connection. */
export const idleConnectionLife = 4_000;

/** The header's value, the first one if it came more than once. */
export function header(answer: WireAnswer, name: string): string | undefined {
  const value = answer.headers[name];
  return typeof value === 'string' ? value : value?.[0];
}
