import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import { type AddressInfo, createServer as createRawServer, type Server as RawServer, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, expect } from 'vitest';
import type { ApiSettings } from '../../src/api/api-settings.js';
import { openApi } from '../../src/api/client.js';
import type { ManagementApi } from '../../src/api/management-api.js';
import { openTransport } from '../../src/api/transport.js';
import type { OpenTransport } from '../../src/api/wire.js';

export const transports: readonly (readonly [string, OpenTransport])[] = [['lines of our own', openTransport]];

export const password = 'sec-ret/Pass=word';
const encoded = Buffer.from(`ops:${password}`).toString('base64');

const toClose: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

/** An HTTP server for one test: its port, and what it saw. */
export async function serve(listener: RequestListener): Promise<Serving> {
  return serving(createServer(listener));
}

export async function serveSecurely(options: ServerOptions, listener: RequestListener): Promise<Serving> {
  const server = createSecureServer(options, listener);
  server.on('tlsClientError', () => {});
  return serving(server);
}

/** A server that speaks whatever the test makes it speak. */
export async function serveRaw(onConnection: (socket: Socket) => void): Promise<Serving> {
  return serving(
    createRawServer((socket) => {
      socket.on('error', () => {});
      onConnection(socket);
    }),
  );
}

export interface Serving {
  readonly port: number;
  readonly sockets: ReadonlySet<Socket>;
  /** How many connections there were, the closed ones too. */
  connections(): number;
  stop(): Promise<void>;
}

async function serving(server: Server | RawServer): Promise<Serving> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  toClose.push(stop);
  return { port: (server.address() as AddressInfo).port, sockets, connections: () => connections, stop };
}

/** An API with the user ops, closed when the test ends. */
export function api(
  transport: OpenTransport,
  settings: Partial<ApiSettings> & { readonly url: string },
): ManagementApi {
  const opened = openApi(
    { username: 'ops', password: async () => password, credentialsGiven: true, ...settings },
    transport,
  );
  toClose.push(() => opened.close());
  return opened;
}

/** What the promise is rejected with: looked through for secrets. */
export async function failure(promise: Promise<unknown>): Promise<Error & { readonly [fact: string]: unknown }> {
  const error = await promise.then(
    (value) => expect.fail(`resolved to ${inspect(value)}`),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  noSecretIn(inspect(error, { depth: 8, showHidden: true }));
  return error as Error & { readonly [fact: string]: unknown };
}

export function noSecretIn(text: string): void {
  expect(text).not.toContain(password);
  expect(text).not.toContain(encodeURIComponent(password));
  expect(text).not.toContain(encoded);
}

export function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
