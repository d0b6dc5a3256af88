import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { path } from '../../src/api/management-api.js';
import { openTransport } from '../../src/api/transport.js';
import { connectionsAtOnce } from '../../src/api/wire.js';
import { Interrupted } from '../../src/errors.js';
import { api, failure, serve, serveRaw } from './servers.js';
import { Tunnel } from './tunnel.js';

test('a line is given up before the server does, when the server says how long it waits', async () => {
  const { port, connections } = await serve((_, response) => {
    response.setHeader('keep-alive', 'timeout=2').end('{}');
  });
  const management = api(openTransport, { url: `http://127.0.0.1:${port}` });
  await management.request('GET', path`overview`);
  await management.request('GET', path`overview`);
  expect(connections()).toBe(1);
  await sleep(1100);
  await management.request('GET', path`overview`);
  expect(connections()).toBe(2);
});

test('a line whose request has not left is not used for the next one', async () => {
  const { port, connections } = await serveRaw((socket) => {
    // Refused by its first lines; the rest is not read.
    socket.once('data', () => {
      socket.pause();
      socket.write('HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\n\r\n{}');
    });
  });
  const management = api(openTransport, { url: `http://127.0.0.1:${port}` });
  const body = 'x'.repeat(20_000_000);
  for (const count of [1, 2]) {
    expect(await failure(management.request('PUT', path`definitions`, { body }))).toMatchObject({
      name: 'NotPermitted',
    });
    expect(connections()).toBe(count);
  }
});

/** As many requests as may go at once, unanswered, and one more that waits for its turn. */
async function oneTooMany() {
  const held: ServerResponse[] = [];
  const asked: (string | undefined)[] = [];
  const { port, sockets } = await serve(({ url }, response) => {
    asked.push(url);
    if (url === '/api/vhosts') response.end('{}');
    else held.push(response);
  });
  const tunnel = new Tunnel(port);
  const management = api(openTransport, { url: 'http://mq1:15672', connect: tunnel.connect });
  const busy = Array.from({ length: connectionsAtOnce }, () => management.request('GET', path`overview`));
  await expect.poll(() => held.length).toBe(connectionsAtOnce);
  const stop = new AbortController();
  const waiting = failure(management.request('GET', path`users`, { signal: stop.signal }));
  await sleep(20);
  return { management, tunnel, sockets, held, asked, busy, stop, waiting };
}

test.each(['close', 'keep-alive'])('given up while it waits for its turn it needs no line: %s', async (connection) => {
  const { management, tunnel, sockets, held, asked, busy, stop, waiting } = await oneTooMany();
  stop.abort();
  expect(await waiting).toBeInstanceOf(Interrupted);
  for (const response of held) response.setHeader('connection', connection).end('{}');
  await Promise.all(busy);
  await sleep(50);
  expect(tunnel.opened).toHaveLength(connectionsAtOnce);
  expect(sockets.size).toBe(connection === 'close' ? 0 : connectionsAtOnce);
  // Its turn is not lost: the next ones go.
  await Promise.all(busy.map(() => management.request('GET', path`vhosts`)));
  expect(asked).not.toContain('/api/users');
});

test('what waits for its turn when all is closed needs no line', async () => {
  const { management, tunnel, busy, waiting } = await oneTooMany();
  const failures = busy.map(failure);
  await management.close();
  for (const error of [...failures, waiting]) expect(await error).toBeInstanceOf(Interrupted);
  await sleep(20);
  expect(tunnel.opened).toHaveLength(connectionsAtOnce);
});

test('a line whose request is given up while it is made is the next one’s', async () => {
  const { port } = await serve((_, response) => response.end('{}'));
  const tunnel = new Tunnel(port);
  const connect: Tunnel['connect'] = async (host, at) => {
    await sleep(100);
    return tunnel.connect(host, at);
  };
  const management = api(openTransport, { url: 'http://mq1:15672', connect });
  const signal = AbortSignal.timeout(30);
  await failure(management.request('GET', path`overview`, { signal }));
  await expect.poll(() => tunnel.streams.length, { timeout: 10_000 }).toBe(1);
  await sleep(20);
  expect(await management.request('GET', path`overview`)).toEqual({});
  expect(tunnel.opened).toHaveLength(1);
});

test.each(['text', 'pieces'])('given up before it is sent it needs no line: %s', async (kind) => {
  const tunnel = new Tunnel(1);
  const management = api(openTransport, { url: 'http://mq1:15672', connect: tunnel.connect });
  const pieces = kind === 'pieces' ? { chunks: async function* () {} } : { body: {} };
  const signal = AbortSignal.abort();
  expect(await failure(management.request('POST', path`definitions`, { ...pieces, signal }))).toBeInstanceOf(
    Interrupted,
  );
  await sleep(20);
  expect(tunnel.opened).toEqual([]);
});
