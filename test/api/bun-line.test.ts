import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openTransport } from '../../src/api/transport.js';
import { Interrupted } from '../../src/errors.js';
import { api, bodyOf, failure, json, serve, serveRaw } from './servers.js';

// The executable's own tests run in bun; here is a socket with the manners of bun's, on node:net, for what a real one does seldom.
let opened: Socket[] = [];
let slow = false;
/** Bytes that the socket takes at a time; the rest has to be offered again. */
const bite = 7;

beforeEach(() => {
  opened = [];
  slow = false;
  vi.stubGlobal('Bun', { connect: connectAsBun });
});
afterEach(() => vi.unstubAllGlobals());

type Handlers = Record<
  'open' | 'data' | 'drain' | 'end' | 'error' | 'close' | 'connectError',
  (...args: unknown[]) => void
>;

async function connectAsBun({ hostname, port, socket }: { hostname: string; port: number; socket: Handlers }) {
  const real = connect(port, hostname);
  const handle = {
    write: (bytes: Uint8Array) => {
      const taken = bytes.subarray(0, bite);
      real.write(taken);
      if (taken.length < bytes.length) setImmediate(() => socket.drain(handle));
      return taken.length;
    },
    pause: () => real.pause(),
    resume: () => real.resume(),
    ref: () => real.ref(),
    unref: () => real.unref(),
    setNoDelay: () => {},
    setKeepAlive: () => {},
    terminate: () => real.destroy(),
  };
  const open = () => {
    opened.push(real);
    socket.open(handle);
  };
  real.on('connect', () => (slow ? setTimeout(open, 1_500) : open()));
  real.on('data', (chunk: Buffer) => socket.data(handle, chunk));
  real.on('end', () => socket.end(handle));
  real.on('error', (error) => (real.connecting ? {} : socket.error(handle, error)));
  real.on('close', () => socket.close(handle));
  await new Promise((resolve, reject) => {
    real.once('connect', resolve);
    real.once('error', reject);
  });
}

it('asks by the socket of bun, on one connection, what is sent in bites', async () => {
  const seen: string[] = [];
  const server = await serve(async (request, response) => {
    seen.push(`${request.method} ${await bodyOf(request)}`);
    json(response, { ok: true });
  });
  const client = api(openTransport, { url: `http://127.0.0.1:${server.port}` });
  const body = { text: 'x'.repeat(5_000) };
  expect(await client.request('GET', 'a' as never)).toEqual({ ok: true });
  expect(await client.request('PUT', 'b' as never, { body })).toEqual({ ok: true });
  expect(seen).toEqual(['GET ', `PUT ${JSON.stringify(body)}`]);
  expect(opened).toHaveLength(1);
  expect(server.connections()).toBe(1);
});

it('where nothing listens node:net says so, in the usual words', async () => {
  const server = await serveRaw(() => {});
  await server.stop();
  const error = await failure(
    api(openTransport, { url: `http://127.0.0.1:${server.port}` }).request('GET', 'a' as never),
  );
  expect(error).toMatchObject({ why: 'refused', reached: false });
  expect(opened).toHaveLength(0);
});

it('one that takes long is given up for node:net', async () => {
  slow = true;
  const server = await serve((_request, response) => json(response, [1]));
  const client = api(openTransport, { url: `http://127.0.0.1:${server.port}` });
  expect(await client.request('GET', 'a' as never)).toEqual([1]);
});

it('a line that is cut in the middle of an answer', async () => {
  const server = await serveRaw((socket) => {
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n[1,2'));
  });
  const error = await failure(
    api(openTransport, { url: `http://127.0.0.1:${server.port}` }).request('GET', 'a' as never),
  );
  expect(error).toMatchObject({ why: 'cut', reached: true });
});

it('our own close is not the end of an answer without a length', async () => {
  const server = await serveRaw((socket) => {
    socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\n\r\n[1,2]'));
  });
  const client = api(openTransport, { url: `http://127.0.0.1:${server.port}` });
  const error = failure(client.request('GET', 'a' as never));
  await expect.poll(() => opened[0]?.bytesRead).toBeGreaterThan(20);
  await client.close();
  expect(await error).toBeInstanceOf(Interrupted);
});

it('the server’s hanging up is', async () => {
  const server = await serveRaw((socket) => {
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\n[1,2]'));
  });
  const client = api(openTransport, { url: `http://127.0.0.1:${server.port}` });
  expect(await client.request('GET', 'a' as never)).toEqual([1, 2]);
});
