import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Pool } from 'undici';
import { connectionsAtOnce, idleConnectionLife, type OpenTransport, type WireRequest } from './wire.js';

/** HTTP by undici. */
export const openTransport: OpenTransport = (endpoint, connect) => {
  const pool = new Pool(endpoint.origin, {
    connections: connectionsAtOnce,
    keepAliveTimeout: idleConnectionLife,
    keepAliveMaxTimeout: idleConnectionLife,
    // Deadlines are the client's; a dead peer is found out by TCP's keep-alive.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (_options, callback) => {
      connect().then(
        // Typed as a TCP or TLS socket; what undici uses of it is a Duplex.
        (socket) => callback(null, socket as Parameters<typeof callback>[1] & object),
        (error: Error) => callback(error, null),
      );
    },
  });
  return {
    async send({ method, target, headers, body, signal }) {
      // undici takes a connection as free again only in the next turn of the loop, and would open another one.
      if (pool.stats.connected > 0) await nextTurn();
      const answer = await pool.request({ method, path: target, headers, body: sent(body), signal });
      return { status: answer.statusCode, headers: answer.headers, body: answer.body };
    },
    close: () => pool.destroy(),
  };
};

const sent = (body: WireRequest['body']): string | Readable | null =>
  body === undefined || typeof body === 'string' ? (body ?? null) : Readable.from(body);
