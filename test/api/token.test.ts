import { describe, expect, test } from 'vitest';
import { path } from '../../src/api/management-api.js';
import { api, bodyOf, failure, json, noSecretIn, password, serve, transports } from './servers.js';

/** A server that takes one token, which can change; 401 as RabbitMQ says it for any other. */
async function brokerWith(taken: { token: string }) {
  const seen: string[] = [];
  const { port } = await serve(async (request, response) => {
    const body = await bodyOf(request);
    seen.push(`${request.method} ${request.headers.authorization?.split(' ')[0]} ${body}`);
    if (request.headers.authorization === `Bearer ${taken.token}`) json(response, { name: 'me' });
    else json(response, { error: 'not_authorized', reason: 'Not_Authorized' }, 401);
  });
  return { url: `http://127.0.0.1:${port}`, seen };
}

describe.each(transports)('a bearer token over %s', (_name, transport) => {
  const withTokens = (url: string, tokens: string[], debug?: (line: string) => void) => {
    const asked: (string | undefined)[] = [];
    const token = async (refused?: string) => {
      asked.push(refused);
      return (tokens.length > 1 ? tokens.shift() : tokens[0]) ?? '';
    };
    const settings = { url, username: '', token, ...(debug && { debug }) };
    return { management: api(transport, settings), asked };
  };

  test('is sent in the place of user and password, fetched once', async () => {
    const { url, seen } = await brokerWith({ token: 'one' });
    const { management, asked } = withTokens(url, ['one']);
    await Promise.all([1, 2, 3].map(() => management.request('GET', path`whoami`)));
    expect(seen).toEqual(['GET Bearer ', 'GET Bearer ', 'GET Bearer ']);
    expect(asked).toEqual([undefined]);
  });

  test('that ended meanwhile is replaced once, for a write and a stream too', async () => {
    const taken = { token: 'one' };
    const { url, seen } = await brokerWith(taken);
    const { management, asked } = withTokens(url, ['one', 'two', 'three']);
    await management.request('GET', path`whoami`);
    taken.token = 'two';
    await management.request('PUT', path`vhosts/${'v'}`, { body: { a: 1 } });
    taken.token = 'three';
    let parts = '';
    for await (const chunk of management.stream('POST', path`definitions`, { chunks: pieces })) parts += chunk;
    expect(parts).toContain('me');
    expect(asked).toEqual([undefined, 'one', 'two']);
    expect(seen).toEqual([
      'GET Bearer ',
      ...Array(2).fill('PUT Bearer {"a":1}'),
      ...Array(2).fill('POST Bearer {"b":2}'),
    ]);
  });

  test('several requests that are refused together ask for one new token', async () => {
    const taken = { token: 'one' };
    const { url } = await brokerWith(taken);
    const { management, asked } = withTokens(url, ['one', 'two', 'three']);
    await management.request('GET', path`whoami`);
    taken.token = 'two';
    await Promise.all([1, 2, 3, 4].map(() => management.request('GET', path`whoami`)));
    expect(asked).toEqual([undefined, 'one']);
  });

  test('that is refused for good is an error without the token in it', async () => {
    const { url } = await brokerWith({ token: 'other' });
    const lines: string[] = [];
    const { management } = withTokens(url, [password], (line) => lines.push(line));
    const error = await failure(management.request('GET', path`whoami`));
    expect(error).toMatchObject({ credentialsGiven: true });
    expect(error.message).toMatch(/^127\.0\.0\.1:\d+ refuses the token$/);
    expect(error.hint).toContain('resource_server_id');
    expect(lines).toHaveLength(1);
    noSecretIn(lines.join('\n'));
  });

  test('whose user may not do it: the scope is named, and no new token asked for', async () => {
    const { port } = await serve((_request, response) =>
      json(response, { error: 'not_authorised', reason: 'Not administrator user' }, 401),
    );
    const { management, asked } = withTokens(`http://127.0.0.1:${port}`, ['one', 'two']);
    const error = await failure(management.request('GET', path`users`));
    expect(error.message).toContain('the user of the token may not do GET /api/users');
    expect(error.hint).toContain('rabbitmq.tag:administrator');
    expect(asked).toEqual([undefined]);
  });

  test('does not stand in for the login of somebody else', async () => {
    const { url, seen } = await brokerWith({ token: 'one' });
    const { management, asked } = withTokens(url, ['one', 'two']);
    const login = { username: 'somebody', password };
    expect((await failure(management.request('GET', path`whoami`, { login }))).message).toContain('user "somebody"');
    expect(seen).toEqual(['GET Basic ']);
    expect(asked).toEqual([]);
  });
});

async function* pieces(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('{"b"');
  yield Buffer.from(':2}');
}
