import type { IncomingMessage, ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import { path } from '../../src/api/management-api.js';
import { NotPermitted } from '../../src/errors.js';
import { Authority } from './certificates.js';
import { api, bodyOf, failure, json, serve, serveRaw, serveSecurely, transports } from './servers.js';
import { Tunnel } from './tunnel.js';

const authority = new Authority();
const certificate = authority.issue('mq1', 'DNS:mq1');
afterAll(() => authority.remove());

describe.each(transports)('the tunnel over %s', (_name, transport) => {
  test('carries plain HTTP, one connection for requests in a row', async () => {
    const { port } = await serve(async (request, response) => {
      json(response, { host: request.headers.host, length: (await bodyOf(request)).length });
    });
    const tunnel = new Tunnel(port);
    const management = api(transport, { url: 'http://mq1:15672', connect: tunnel.connect });
    expect(await management.request('GET', path`overview`)).toEqual({ host: 'mq1:15672', length: 0 });
    const body = { text: 'x'.repeat(1_000_000) };
    expect(await management.request('PUT', path`x`, { body })).toEqual({ host: 'mq1:15672', length: 1_000_011 });
    expect(tunnel.opened).toEqual(['mq1:15672']);
    expect(tunnel.sent).toBeGreaterThan(1_000_000);
  });

  test('carries TLS, verified for the name in the URL', async () => {
    const answer = { text: 'y'.repeat(500_000) };
    const { port } = await serveSecurely(certificate, (_request, response) => json(response, answer));
    const tunnel = new Tunnel(port);
    const management = api(transport, { url: 'https://mq1:15671', connect: tunnel.connect, ca: authority.ca });
    expect(await management.request('GET', path`overview`)).toEqual(answer);
    expect(await management.request('GET', path`overview`)).toEqual(answer);
    expect(tunnel.opened).toEqual(['mq1:15671']);
    const other = api(transport, { url: 'https://mq2:15671', connect: tunnel.connect, ca: authority.ca });
    expect(await failure(other.request('GET', path`overview`))).toMatchObject({ why: 'tls', reached: false });
  });

  test('whoever types a passphrase for it is not hurried; a server behind it that says nothing is given up', async () => {
    const { port } = await serve((request, response) => {
      if (request.url?.endsWith('overview')) json(response, {});
    });
    const tunnel = new Tunnel(port);
    const connect: Tunnel['connect'] = async (host, at) => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      return tunnel.connect(host, at);
    };
    const management = api(transport, { url: 'http://mq1:15672', connect });
    expect(await management.request('GET', path`overview`, { patience: 80 })).toEqual({});
    const silent = failure(management.request('GET', path`users`, { patience: 80 }));
    expect(await silent).toMatchObject({ why: 'timeout', reached: true });
  });

  test('its own errors come out as they are', async () => {
    const refusal = new NotPermitted('ops may not log in to mq1');
    const management = api(transport, { url: 'http://mq1:15672', connect: () => Promise.reject(refusal) });
    expect(await failure(management.request('GET', path`overview`))).toBe(refusal);
  });

  test('errors that are not ours are explained', async () => {
    const broken = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
    const management = api(transport, { url: 'http://mq1:15672', connect: () => Promise.reject(broken) });
    expect(await failure(management.request('GET', path`overview`))).toMatchObject({ why: 'refused', reached: false });
  });

  test.each(['http', 'https'])('is over before %s is spoken: that is known at once', async (scheme) => {
    const connect = async () => {
      const line = new PassThrough();
      line.destroy();
      return line;
    };
    const management = api(transport, { url: `${scheme}://mq1:15672`, connect, connectDeadline: 5_000 });
    const started = performance.now();
    expect(await failure(management.request('GET', path`overview`))).toMatchObject({ reached: false });
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('ends in the middle of an answer', async () => {
    const { port } = await serveRaw((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{')),
    );
    const management = api(transport, { url: 'http://mq1:15672', connect: new Tunnel(port).connect });
    expect(await failure(management.request('GET', path`overview`))).toMatchObject({ why: 'cut', reached: true });
  });

  test.each(['http', 'https'])('an error of a kept %s connection harms nobody', async (scheme) => {
    const answer = (_request: IncomingMessage, response: ServerResponse) => json(response, {});
    const server = scheme === 'http' ? await serve(answer) : await serveSecurely(certificate, answer);
    const tunnel = new Tunnel(server.port);
    const tunnelled = api(transport, { url: `${scheme}://mq1:15671`, connect: tunnel.connect, ca: authority.ca });
    await tunnelled.request('GET', path`overview`);
    tunnel.streams[0]?.destroy(new Error('the SSH connection broke'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await tunnelled.request('PUT', path`x`)).toEqual({});
    expect(tunnel.opened).toHaveLength(2);

    const direct = api(transport, { url: `${scheme}://127.0.0.1:${server.port}`, ca: authority.ca, serverName: 'mq1' });
    await direct.request('GET', path`overview`);
    for (const socket of server.sockets) socket.resetAndDestroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await direct.request('PUT', path`x`)).toEqual({});
  });

  test('close ends its connections', async () => {
    const { port, sockets } = await serve((_request, response) => json(response, {}));
    const management = api(transport, { url: 'http://mq1:15672', connect: new Tunnel(port).connect });
    await management.request('GET', path`overview`);
    expect(sockets.size).toBe(1);
    await management.close();
    await expect.poll(() => sockets.size).toBe(0);
  });
});
