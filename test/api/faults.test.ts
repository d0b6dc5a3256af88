import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { path } from '../../src/api/management-api.js';
import { Interrupted, TimedOut } from '../../src/errors.js';
import { api, failure, json, serve, serveRaw, transports } from './servers.js';

const head = (...headers: string[]) =>
  ['HTTP/1.1 200 OK', 'content-type: application/json', ...headers, '', ''].join('\r\n');

describe.each(transports)('faults over %s', (_name, transport) => {
  /** What a request ends with at a server that does this with every connection once data has come. */
  async function at(onData: (socket: Socket) => void, method: 'GET' | 'PUT' = 'GET') {
    const server = await serveRaw((socket) => socket.once('data', () => onData(socket)));
    const management = api(transport, { url: `http://127.0.0.1:${server.port}` });
    return {
      error: await failure(management.request(method, path`overview`)),
      server,
      where: `127.0.0.1:${server.port}`,
    };
  }

  test('nothing listens', async () => {
    const error = await failure(api(transport, { url: 'http://127.0.0.1:1' }).request('GET', path`overview`));
    expect(error).toMatchObject({ why: 'refused', reached: false, message: 'nothing listens on 127.0.0.1:1' });
    expect(error.hint).toContain('rabbitmq-plugins enable rabbitmq_management');
  });

  test('localhost, where several addresses refuse', async () => {
    const error = await failure(api(transport, { url: 'http://localhost:1' }).request('GET', path`overview`));
    expect(error).toMatchObject({ why: 'refused', reached: false });
  });

  test('the name does not resolve', async () => {
    const error = await failure(api(transport, { url: 'http://mq1.invalid:15672' }).request('GET', path`overview`));
    expect(error).toMatchObject({ why: 'name', reached: false, message: expect.stringContaining('mq1.invalid') });
  });

  test('every request gets the failure of a connection that several wait for', async () => {
    const management = api(transport, { url: 'http://127.0.0.1:1' });
    const errors = await Promise.all([1, 2, 3].map(() => failure(management.request('GET', path`overview`))));
    expect(errors.map((error) => error.why)).toEqual(['refused', 'refused', 'refused']);
  });

  test('the connection ends without an answer', async () => {
    const { error } = await at((socket) => socket.end());
    expect(error).toMatchObject({ why: 'cut', reached: true });
  });

  test('the connection is reset', async () => {
    const { error } = await at((socket) => socket.resetAndDestroy(), 'PUT');
    expect(error).toMatchObject({ why: 'cut', reached: true });
  });

  test('a body shorter than content-length', async () => {
    const { error } = await at((socket) => socket.end(`${head('content-length: 100')}{"node":"a"`));
    expect(error).toMatchObject({ why: 'cut', reached: true, message: expect.stringContaining('ended too early') });
  });

  test('a chunked body without its end, though what came is whole JSON', async () => {
    const { error } = await at((socket) => socket.end(`${head('transfer-encoding: chunked')}2\r\n{}\r\n`));
    expect(error).toMatchObject({ why: 'cut', reached: true });
  });

  test('a damaged chunk', async () => {
    const { error } = await at((socket) => socket.end(`${head('transfer-encoding: chunked')}2\r\n{}\r\nzz\r\n`));
    expect(error).toMatchObject({ why: 'cut', reached: true });
  });

  test('a compressed body that ends too early or is none', async () => {
    const whole = gzipSync(
      JSON.stringify(Array.from({ length: 500 }, (_value, index) => ({ name: `q${index * 7919}` }))),
    );
    for (const bytes of [whole.subarray(0, whole.length / 2), Buffer.from('not gzip')]) {
      const { error } = await at((socket) => {
        socket.write(head('content-encoding: gzip', `content-length: ${bytes.length}`));
        socket.end(bytes);
      });
      expect(error).toMatchObject({ why: 'cut', reached: true });
    }
  });

  test('headers that break off', async () => {
    const { error } = await at((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-ty'));
    expect(error).toMatchObject({ reached: true });
  });

  test('AMQP answers', async () => {
    const { error, where } = await at((socket) => socket.end('AMQP\0\0\t\u0001'));
    expect(error).toMatchObject({ why: 'not-management', reached: true });
    expect(error.message).toContain(`${where} does not speak HTTP; it says: AMQP`);
    expect(error.hint).toContain('15672');
  });

  test('a TLS alert answers', async () => {
    const { error, where } = await at((socket) => socket.end(Buffer.from([0x15, 3, 3, 0, 2, 2, 70])));
    expect(error).toMatchObject({ why: 'not-management', hint: `url = "https://${where}"` });
    expect(error.message).toContain('speaks TLS');
  });

  test('slower than the deadline, before and within the answer', async () => {
    for (const begin of [false, true]) {
      const { port } = await serve((_request, response) => {
        if (begin) response.writeHead(200, { 'content-length': '10' }).write('{');
      });
      const url = `http://127.0.0.1:${port}`;
      const error = await failure(api(transport, { url, deadline: 80 }).request('GET', path`overview`));
      expect(error).toBeInstanceOf(TimedOut);
      expect(error).toMatchObject({
        message: `no answer to GET /api/overview at 127.0.0.1:${port} within 0.08 s`,
        exitCode: 75,
      });
      const sooner = api(transport, { url, deadline: 60_000 }).request('GET', path`overview`, { deadline: 50 });
      expect(await failure(sooner)).toBeInstanceOf(TimedOut);
    }
  });

  test('slower than the patience: not reached where there was no connection', async () => {
    const mute = await serve(() => {});
    const url = `http://127.0.0.1:${mute.port}`;
    const limits = { deadline: 5_000, patience: 80 };
    const waiting = failure(api(transport, { url }).request('GET', path`overview`, limits));
    expect(await waiting).toMatchObject({
      why: 'timeout',
      reached: true,
      message: `no answer from 127.0.0.1:${mute.port} within 0.08 s`,
    });
    const connect = () => new Promise<never>(() => {});
    for (const method of ['GET', 'PUT'] as const) {
      const error = await failure(api(transport, { url, connect }).request(method, path`overview`, limits));
      expect(error).toMatchObject({ why: 'timeout', reached: false });
    }
  });

  test('patience cuts off neither an answer that has begun nor a write under way', async () => {
    const { port } = await serve((request, response) => {
      if (request.method === 'GET') response.writeHead(200).write('{');
      setTimeout(() => response.end(request.method === 'GET' ? '}' : ''), 200);
    });
    const management = api(transport, { url: `http://127.0.0.1:${port}` });
    expect(await management.request('GET', path`overview`, { patience: 100 })).toEqual({});
    expect(await management.request('PUT', path`overview`, { patience: 100 })).toBeUndefined();
  });

  test('the caller gives up: its own error, or Interrupted', async () => {
    const { port } = await serve(() => {});
    const management = api(transport, { url: `http://127.0.0.1:${port}` });
    const stop = new AbortController();
    const failing = failure(management.request('GET', path`overview`, { signal: stop.signal }));
    stop.abort();
    expect(await failing).toBeInstanceOf(Interrupted);
    expect(await failure(management.request('GET', path`overview`, { signal: stop.signal }))).toBeInstanceOf(
      Interrupted,
    );
    const soon = AbortSignal.timeout(30);
    expect(await failure(management.request('GET', path`overview`, { signal: soon }))).toBeInstanceOf(TimedOut);
    const ours = AbortSignal.abort(new TimedOut('the step took too long'));
    const error = await failure(management.request('GET', path`overview`, { signal: ours }));
    expect(error.message).toBe('the step took too long');
  });

  test('one slow request does not hold up others', async () => {
    const { port } = await serve((request, response) => {
      if (request.url === '/api/fast') json(response, {});
    });
    const management = api(transport, { url: `http://127.0.0.1:${port}`, deadline: 2_000 });
    const slow = failure(management.request('GET', path`slow`, { deadline: 400 }));
    expect(await management.request('GET', path`fast`)).toEqual({});
    expect(await slow).toBeInstanceOf(TimedOut);
    expect(await management.request('GET', path`fast`)).toEqual({});
  });

  describe('a kept connection dies when the next request comes', () => {
    /** Answers the first request of the first connection, and hangs up at the second. */
    async function dying() {
      const seen: string[] = [];
      const server = await serveRaw((socket) => {
        const first = seen.length === 0;
        socket.on('data', (data) => {
          seen.push(data.toString('latin1').slice(0, 3));
          if (first && seen.length > 1) socket.destroy();
          else socket.write(`${head('content-length: 2')}{}`);
        });
      });
      const management = api(transport, { url: `http://127.0.0.1:${server.port}` });
      await management.request('GET', path`overview`);
      return { management, seen };
    }

    test('a GET is sent once more', async () => {
      const { management, seen } = await dying();
      expect(await management.request('GET', path`overview`)).toEqual({});
      expect(seen).toEqual(['GET', 'GET', 'GET']);
    });

    test('a write never', async () => {
      const { management, seen } = await dying();
      const error = await failure(management.request('PUT', path`vhosts/${'v'}`, { body: {} }));
      expect(error).toMatchObject({ why: 'cut', reached: true });
      expect(seen).toEqual(['GET', 'PUT']);
    });
  });
});
