import { describe, expect, test } from 'vitest';
import { openApi } from '../../src/api/client.js';
import { path } from '../../src/api/management-api.js';
import { ConfigError, NotOverHttp, NotPermitted } from '../../src/errors.js';
import { api, bodyOf, failure, json, noSecretIn, password, serve, transports } from './servers.js';

describe.each(transports)('client over %s', (_name, transport) => {
  test('asks below /api/ and the prefix, with holes and queries encoded', async () => {
    const seen: string[] = [];
    const { port } = await serve((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      json(response, []);
    });
    const management = api(transport, { url: `http://127.0.0.1:${port}/rabbit/` });
    await management.request('GET', path`queues/${'/'}`, {
      query: { columns: 'name,message_stats.ack', use_regex: true, page: 1, name: 'ä b&c', missing: undefined },
    });
    await management.request('GET', path`exchanges/${'a/b %'}/${'ö→'}`);
    expect(seen).toEqual([
      'GET /rabbit/api/queues/%2F?columns=name,message_stats.ack&use_regex=true&page=1&name=%C3%A4%20b%26c',
      'GET /rabbit/api/exchanges/a%2Fb%20%25/%C3%B6%E2%86%92',
    ]);
    expect(management.url).toBe(`http://127.0.0.1:${port}/rabbit`);
  });

  test('logs in with the password, asked for once however many requests start at once', async () => {
    const seen = new Set<string | undefined>();
    const { port } = await serve((request, response) => {
      seen.add(request.headers.authorization);
      json(response, {});
    });
    let asked = 0;
    const management = api(transport, {
      url: `http://127.0.0.1:${port}`,
      username: 'öps',
      password: async () => {
        asked++;
        return password;
      },
    });
    expect(asked).toBe(0);
    await Promise.all([1, 2, 3, 4].map(() => management.request('GET', path`overview`)));
    expect(asked).toBe(1);
    expect([...seen]).toEqual([`Basic ${Buffer.from(`öps:${password}`).toString('base64')}`]);
  });

  test('throws what fetching the password throws', async () => {
    const management = api(transport, {
      url: 'http://127.0.0.1:1',
      password: () => Promise.reject(new NotPermitted('no terminal to ask on')),
    });
    expect(await failure(management.request('GET', path`overview`))).toMatchObject({
      message: 'no terminal to ask on',
    });
  });

  test('sends JSON, says so always, and reads empty answers', async () => {
    const seen: unknown[] = [];
    const { port } = await serve(async (request, response) => {
      expect(request.headers.accept).toBe('*/*');
      seen.push([request.method, request.headers['content-type'], await bodyOf(request)]);
      response.writeHead(request.method === 'PUT' ? 201 : 204).end();
    });
    const management = api(transport, { url: `http://127.0.0.1:${port}` });
    expect(await management.request('PUT', path`vhosts/${'v'}`, { body: { description: 'ä "x"' } })).toBeUndefined();
    expect(await management.request('PUT', path`vhosts/${'v'}`)).toBeUndefined();
    expect(await management.request('POST', path`rebalance/queues`)).toBeUndefined();
    expect(await management.request('DELETE', path`vhosts/${'v'}`)).toBeUndefined();
    expect(await management.request('DELETE', path`queues/${'v'}`, { body: { node: 'n' } })).toBeUndefined();
    expect(seen).toEqual([
      ['PUT', 'application/json', '{"description":"ä \\"x\\""}'],
      ['PUT', 'application/json', ''],
      ['POST', 'application/json', ''],
      ['DELETE', 'application/json', ''],
      ['DELETE', 'application/json', '{"node":"n"}'],
    ]);
  });

  test('keeps integers beyond 2^53', async () => {
    let sent = '';
    const { port } = await serve(async (request, response) => {
      sent = await bodyOf(request);
      response.end('{"arguments":{"x-max-length":9007199254740993,"text":"1234567890123456789"},"n":1.5}');
    });
    const management = api(transport, { url: `http://127.0.0.1:${port}` });
    const answer = await management.request('POST', path`x`, { body: { big: 9007199254740993n, small: 1 } });
    expect(answer).toEqual({ arguments: { 'x-max-length': 9007199254740993n, text: '1234567890123456789' }, n: 1.5 });
    expect(sent).toBe('{"big":9007199254740993,"small":1}');
  });

  test('keeps one connection for requests in a row, and opens a few for many at once', async () => {
    const server = await serve((_request, response) => setTimeout(() => json(response, {}), 5));
    const management = api(transport, { url: `http://127.0.0.1:${server.port}` });
    for (let count = 0; count < 5; count++) await management.request('GET', path`overview`);
    expect(server.connections()).toBe(1);
    const answers = await Promise.all(Array.from({ length: 60 }, () => management.request('GET', path`overview`)));
    expect(answers).toHaveLength(60);
    expect(server.connections()).toBeLessThanOrEqual(8);
  });

  test('speaks to an IPv6 address', async () => {
    const management = api(transport, { url: 'http://[::1]:1' });
    expect(await failure(management.request('GET', path`overview`))).toMatchObject({
      message: expect.stringContaining('[::1]:1'),
    });
  });

  test('--debug shows requests, answers and times, nothing secret', async () => {
    const lines: string[] = [];
    const { port, stop } = await serve((request, response) =>
      json(response, {}, request.url?.endsWith('x') ? 404 : 200),
    );
    const management = api(transport, { url: `http://127.0.0.1:${port}`, debug: (line) => lines.push(line) });
    await management.request('GET', path`overview`, { query: { columns: 'node' } });
    await failure(management.request('GET', path`x`));
    await management.request('GET', path`auth/hash_password/${password}`);
    await management.request('PUT', path`users/${'u'}`, { body: { password } });
    await management.close();
    await stop();
    expect(lines.map((line) => line.replace(/\d+ ms/, 'N ms'))).toEqual([
      'GET /api/overview?columns=node -> 200 (N ms)',
      'GET /api/x -> 404 (N ms)',
      'GET /api/auth/hash_password/… -> 200 (N ms)',
      'PUT /api/users/u -> 200 (N ms)',
    ]);
    noSecretIn(lines.join('\n'));
  });

  test('never sends a name that the server would resolve to another path', async () => {
    const management = api(transport, { url: 'http://127.0.0.1:1' });
    for (const method of ['GET', 'PUT', 'POST', 'DELETE'] as const) {
      for (const way of [path`queues/${'.'}`, path`queues/${'%2F'}/${'..'}`]) {
        expect(await failure(management.request(method, way))).toBeInstanceOf(NotOverHttp);
      }
      for (const way of [path`queues/${''}`, path`queues/${''}/${'q'}`]) {
        expect(await failure(management.request(method, way))).toMatchObject({
          message: 'a name must not be empty',
          exitCode: 65,
        });
      }
    }
  });

  test('close gives up what is under way', async () => {
    const { port } = await serve(() => {});
    const management = api(transport, { url: `http://127.0.0.1:${port}` });
    const failing = failure(management.request('GET', path`overview`));
    setTimeout(() => void management.close(), 50);
    expect(await failing).toMatchObject({ name: 'Interrupted' });
  });
});

describe('openApi', () => {
  const settings = { username: 'ops', password: async () => password, credentialsGiven: true };

  test.each([
    ['http://mq1:15672/', 'http://mq1:15672'],
    ['https://mq1', 'https://mq1'],
    ['http://mq1:15672/api/', 'http://mq1:15672'],
    ['http://mq1:15672/#/queues', 'http://mq1:15672'],
    ['http://[fe80::1]:15672/p/q/', 'http://[fe80::1]:15672/p/q'],
  ])('%s is %s', (url, expected) => {
    expect(openApi({ ...settings, url }).url).toBe(expected);
  });

  test.each([
    'mq1:15672',
    'mq1',
    'ftp://mq1',
    '',
    `http://ops:${encodeURIComponent(password)}@mq1:15672`,
    `ops:${password}@mq1`,
  ])('refuses a URL like %#', (url) => {
    const refused = (() => {
      try {
        return openApi({ ...settings, url });
      } catch (error) {
        return error;
      }
    })();
    expect(refused).toBeInstanceOf(ConfigError);
    noSecretIn(`${refused} ${(refused as ConfigError).hint}`);
  });

  test('refuses a user name that Basic authentication cannot carry', () => {
    expect(() => openApi({ ...settings, username: 'a:b', url: 'http://mq1:15672' })).toThrow(ConfigError);
  });
});
