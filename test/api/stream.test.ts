import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createGzip, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { path } from '../../src/api/management-api.js';
import { NotPermitted, TimedOut } from '../../src/errors.js';
import { api, failure, json, serve, serveRaw, transports } from './servers.js';

const megabyte = 1_000_000;
const piece = Buffer.alloc(100_000, '{"name":"a \\"queue\\"}"}\n,');
const begin = '{"queues":[{}\n,';
const end = '{}]}';

/** Writes one object of about so many bytes as the reader takes them, never more than the socket's buffer ahead of it. */
async function write(response: NodeJS.WritableStream, length: number, written: (bytes: number) => void = () => {}) {
  response.write(begin);
  for (let sent = 0; sent < length; sent += piece.length) {
    if (!response.write(piece)) await once(response, 'drain');
    written(sent + piece.length);
  }
  response.end(end);
}

async function lengthOf(body: AsyncIterable<Uint8Array>, onChunk: () => void = () => {}): Promise<number> {
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    onChunk();
  }
  return length;
}

describe.each(transports)('stream over %s', (_name, transport) => {
  test.each(['plain', 'gzip'])('300 MB, %s, in a part of that memory', async (encoding) => {
    const { port } = await serve((_request, response) => {
      if (encoding === 'plain') return write(response, 300 * megabyte);
      const gzip = createGzip({ level: 1 });
      response.writeHead(200, { 'content-encoding': 'gzip' });
      gzip.pipe(response);
      return write(gzip, 300 * megabyte);
    });
    const management = api(transport, { url: `http://127.0.0.1:${port}` });
    const start = process.memoryUsage().rss;
    let most = 0;
    const length = await lengthOf(management.stream('GET', path`definitions`), () => {
      most = Math.max(most, process.memoryUsage().rss - start);
    });
    expect(length).toBe(300 * megabyte + begin.length + end.length);
    // The server is in this process too, and collects its garbage when it likes; what must not be there is the whole body.
    expect(most).toBeLessThan(200 * megabyte);
  });

  test('a slow reader holds the server back', async () => {
    let written = 0;
    const { port } = await serve((_request, response) =>
      write(response, 100 * megabyte, (bytes) => {
        written = bytes;
      }).catch(() => {}),
    );
    const management = api(transport, { url: `http://127.0.0.1:${port}` });
    for await (const _chunk of management.stream('GET', path`definitions`)) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      break;
    }
    // What the kernel's buffers hold, and no more.
    expect(written).toBeLessThan(30 * megabyte);
  });

  test('a reader that stops early ends the connection', async () => {
    const { port, sockets } = await serve((_request, response) => write(response, 100 * megabyte).catch(() => {}));
    const management = api(transport, { url: `http://127.0.0.1:${port}` });
    for await (const _chunk of management.stream('GET', path`definitions`)) break;
    const [busy] = sockets;
    await expect.poll(() => busy === undefined || busy.destroyed).toBe(true);
  });

  test('looks at the status before the first chunk', async () => {
    const reason = { error: 'not_authorised', reason: 'Not administrator user' };
    const { port } = await serve((_request, response) => json(response, reason, 401));
    const management = api(transport, { url: `http://127.0.0.1:${port}` });
    expect(await failure(lengthOf(management.stream('GET', path`definitions`)))).toBeInstanceOf(NotPermitted);
  });

  test.each(['content-length', 'chunked', 'gzip'])('cut short: %s', async (framing) => {
    const half: Record<string, (response: ServerResponse) => void> = {
      'content-length': (response) => response.writeHead(200, { 'content-length': 10 * megabyte }),
      chunked: (response) => response.writeHead(200),
      gzip: (response) => response.writeHead(200, { 'content-encoding': 'gzip', connection: 'close' }),
    };
    const { port } = await serve((_request, response) => {
      half[framing]?.(response);
      if (framing === 'gzip') response.end(gzipSync(Buffer.alloc(megabyte, '{')).subarray(0, 500));
      else response.write(begin + piece, () => setTimeout(() => response.destroy(), 20));
    });
    const management = api(transport, { url: `http://127.0.0.1:${port}` });
    let length = 0;
    const reading = (async () => {
      for await (const chunk of management.stream('GET', path`definitions`)) length += chunk.length;
    })();
    expect(await failure(reading)).toMatchObject({ why: 'cut', reached: true });
    expect(length).toBeGreaterThan(0);
  });

  /** What comes out of a stream whose server sends these pieces and ends the body in good order. */
  async function streamed(pieces: readonly string[], headers = {}) {
    const { port } = await serve(async (_request, response) => {
      response.writeHead(200, headers);
      for (const text of pieces) {
        response.write(text);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      response.end();
    });
    const chunks: string[] = [];
    const management = api(transport, { url: `http://127.0.0.1:${port}` });
    const reading = (async () => {
      for await (const chunk of management.stream('GET', path`definitions`)) chunks.push(Buffer.from(chunk).toString());
    })();
    return { chunks, reading };
  }

  test.each([
    ['a page', ['<!DOCTYPE html><title>Sign in</title>'], 'with <!DOCTYPE html>'],
    ['a page that says it is JSON', ['  ', '<p>'], 'with <p>'],
    ['a list', ['[{}]'], 'with [{}]'],
    ['nothing', [], 'with nothing'],
    ['blanks', [' ', '\n'], 'with nothing'],
  ])('%s is not handed out', async (_what, pieces, says) => {
    const { chunks, reading } = await streamed(pieces, { 'content-type': 'application/json' });
    const error = await failure(reading);
    expect(error).toMatchObject({ why: 'not-json', reached: true });
    expect(error.message).toContain("does not look like RabbitMQ's management API: it answers GET /api/definitions");
    expect(error.message).toContain(says);
    expect(chunks).toEqual([]);
  });

  test.each([
    ['in a list', ['{"users":[{"name":"a"}', ',']],
    ['after a brace', ['{"users":[{"name":"a"}', ',{"name":"}"}']],
    ['in a string', ['{"users":"a}', '\\"}']],
    ['after an escape', ['{"users":"a\\', '"}']],
  ])('ended in good order, but too early: %s', async (_where, pieces) => {
    const { chunks, reading } = await streamed(pieces);
    expect(await failure(reading)).toMatchObject({ why: 'cut', reached: true });
    expect(chunks.join('')).toBe(pieces.join(''));
  });

  test('more than the object is not what was asked for', async () => {
    for (const pieces of [['{}', '\n{}'], ['{"a":{}}, {}'], ['{}', '<p>an error</p>']]) {
      expect(await failure((await streamed(pieces)).reading)).toMatchObject({ why: 'not-json' });
    }
  });

  test('blanks around the object, and any text in it', async () => {
    const pieces = ['\r\n', '\t{"a":"ü}\\\\", "b":"{\\', '"[{"}', ' ', '\n'];
    const { chunks, reading } = await streamed(pieces);
    await reading;
    expect(JSON.parse(chunks.join(''))).toEqual({ a: 'ü}\\', b: '{"[{' });
  });

  test('an answer without length ends with the connection', async () => {
    const { port } = await serveRaw((socket) =>
      socket.once('data', () => socket.end('HTTP/1.0 200 OK\r\n\r\n{"a":1}')),
    );
    const management = api(transport, { url: `http://127.0.0.1:${port}` });
    expect(await management.request('GET', path`definitions`)).toEqual({ a: 1 });
  });

  test.each(['gzip', 'br', 'deflate', 'identity'])('reads %s, and asks for compression', async (encoding) => {
    const zlib = await import('node:zlib');
    const text = Buffer.from(JSON.stringify({ name: 'ü'.repeat(1000) }));
    const bytes = {
      gzip: () => zlib.gzipSync(text),
      br: () => zlib.brotliCompressSync(text),
      deflate: () => zlib.deflateSync(text),
      identity: () => text,
    };
    const { port, connections } = await serve((request, response) => {
      expect(request.headers['accept-encoding']).toBe('gzip, br');
      response.setHeader('content-encoding', encoding);
      response.end(bytes[encoding as keyof typeof bytes]());
    });
    const management = api(transport, { url: `http://127.0.0.1:${port}` });
    for (let count = 0; count < 2; count++) {
      expect(await management.request('GET', path`overview`)).toEqual({ name: 'ü'.repeat(1000) });
    }
    expect(connections()).toBe(1);
  });

  test('the deadline is for the whole stream', async () => {
    const { port } = await serve((_request, response) => {
      response.write(begin);
    });
    const management = api(transport, { url: `http://127.0.0.1:${port}` });
    const error = await failure(lengthOf(management.stream('GET', path`definitions`, { deadline: 100 })));
    expect(error).toBeInstanceOf(TimedOut);
  });
});
