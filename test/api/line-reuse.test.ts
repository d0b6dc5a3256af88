import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { path } from '../../src/api/management-api.js';
import { openTransport } from '../../src/api/transport.js';
import { api, failure, serve, serveRaw } from './servers.js';

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
