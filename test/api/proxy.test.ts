import { createServer, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { path } from '../../src/api/management-api.js';
import { parseProxy } from '../../src/api/proxy.js';
import { Authority } from './certificates.js';
import { api, failure, json, noSecretIn, password, serve, serveRaw, serveSecurely, transports } from './servers.js';

const authority = new Authority();
const good = authority.issue('good', 'DNS:mq1.internal');
afterAll(() => authority.remove());

/** A proxy as squid is one; `mq1.internal` is on this machine for it, at the port that is asked for. */
async function proxy(login?: string) {
  const seen: string[] = [];
  const right = (given: string | undefined) =>
    login === undefined || given === `Basic ${Buffer.from(login).toString('base64')}`;
  const server = createServer((asked, response) => {
    seen.push(`${asked.method} ${asked.url}`);
    if (!right(asked.headers['proxy-authorization'])) return void response.writeHead(407).end('who?');
    const url = new URL(asked.url ?? '');
    const onward = { host: '127.0.0.1', port: url.port, path: url.pathname + url.search, method: asked.method ?? '' };
    asked.pipe(
      httpRequest({ ...onward, headers: asked.headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(response);
      }),
    );
  });
  server.on('connect', (asked, line, head) => {
    seen.push(`CONNECT ${asked.url}`);
    if (!right(asked.headers['proxy-authorization'])) return line.end('HTTP/1.1 407 who?\r\n\r\n');
    const onward = connect(Number(asked.url?.split(':').at(-1)), '127.0.0.1', () => {
      line.write('HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n');
      onward.write(head);
      line.pipe(onward).pipe(line);
    });
    onward.on('error', () => line.end('HTTP/1.1 503 no\r\n\r\n'));
    line.on('error', () => onward.destroy());
    line.on('close', () => onward.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const url = `http://${login === undefined ? '' : `${encodeURIComponent(login).replace('%3A', ':')}@`}127.0.0.1:${port}`;
  return { url, seen, stop: () => server.close() };
}

describe.each(transports)('through a proxy over %s', (_name, transport) => {
  test('TLS: it opens a line, on which the node itself is verified', async () => {
    const node = await serveSecurely(good, (_request, response) => json(response, { node: 'mq1' }));
    const { url, seen, stop } = await proxy();
    const settings = { url: `https://mq1.internal:${node.port}`, ca: authority.ca, proxy: url };
    const management = api(transport, settings);
    expect(await management.request('GET', path`overview`)).toEqual({ node: 'mq1' });
    expect(await management.request('GET', path`overview`)).toEqual({ node: 'mq1' });
    expect(seen).toEqual([`CONNECT mq1.internal:${node.port}`]);
    const other = api(transport, { ...settings, url: `https://mq2.internal:${node.port}` });
    expect((await failure(other.request('GET', path`overview`))).message).toContain('is for mq1.internal, not for mq2');
    stop();
  });

  test('plain HTTP: it is given the whole address', async () => {
    const node = await serve((request, response) => json(response, { url: request.url, host: request.headers.host }));
    const { url, seen, stop } = await proxy();
    const management = api(transport, { url: `http://mq1.internal:${node.port}/rabbit`, proxy: url });
    const host = `mq1.internal:${node.port}`;
    expect(await management.request('GET', path`queues/${'/'}`)).toEqual({ url: '/rabbit/api/queues/%2F', host });
    expect(seen).toEqual([`GET http://${host}/rabbit/api/queues/%2F`]);
    stop();
  });

  test('its own login, right and wrong', async () => {
    const secure = await serveSecurely(good, (_request, response) => json(response, {}));
    const plain = await serve((request, response) => json(response, request.headers['proxy-authorization'] ?? {}));
    const { url, stop } = await proxy(`me@corp:${password}`);
    const ask = (at: string, through: string) =>
      api(transport, { url: at, ca: authority.ca, proxy: through }).request('GET', path`overview`);
    const [secureUrl, plainUrl] = [`https://mq1.internal:${secure.port}`, `http://mq1.internal:${plain.port}`];
    expect(await ask(secureUrl, url)).toEqual({});
    await ask(plainUrl, url);
    for (const at of [secureUrl, plainUrl]) {
      const error = await failure(ask(at, url.replace(/\/\/.*@/, '//me:wrong@')));
      expect(error).toMatchObject({ why: 'unreachable', reached: false });
      expect(error.message).toMatch(/^the proxy .*127\.0\.0\.1|mq1\.internal.* wants to know who we are/);
    }
    stop();
  });

  test('one that is not there, has no way, is no proxy, hangs up, or says nothing', async () => {
    const { url, stop } = await proxy();
    const rude = await serveRaw((socket) => socket.once('data', () => socket.destroy()));
    const other = await serveRaw((socket) => socket.end('SSH-2.0-x\r\n\r\n'));
    const silent = await serveRaw((socket) => socket.resume());
    const at = (port: number) => `http://127.0.0.1:${port}`;
    for (const [through, says] of [
      [at(1), /^no connection to the proxy 127\.0\.0\.1:1: /],
      [url, /does not connect to mq1\.internal:1: HTTP 503$/],
      [at(other.port), /does not connect to mq1\.internal:1: it does not speak HTTP$/],
      [at(rude.port), /^no connection to the proxy 127\.0\.0\.1:\d+: /],
      [at(silent.port), /^no connection to mq1\.internal:1 within 0\.2 s$/],
    ] as const) {
      const settings = { url: 'https://mq1.internal:1', proxy: through, connectDeadline: 200 };
      const error = await failure(api(transport, settings).request('GET', path`overview`));
      expect(error).toMatchObject({ reached: false });
      expect(error.message).toMatch(says);
    }
    await expect.poll(() => silent.sockets.size).toBe(0);
    stop();
  });
});

test('what is no HTTP proxy is refused, without its password', () => {
  for (const url of ['socks5://me:hidden@proxy:1080', 'http://me:hidden@', 'proxy']) {
    expect(() => parseProxy(url)).toThrow(/is not the URL of an HTTP proxy/);
    expect(() => parseProxy(url)).not.toThrow(/hidden/);
  }
  noSecretIn(JSON.stringify(parseProxy('http://proxy:3128')));
});
