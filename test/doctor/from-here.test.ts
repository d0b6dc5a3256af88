import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { openApi } from '../../src/api/client.js';
import type { Node } from '../../src/cluster/cluster.js';
import { fromHere } from '../../src/doctor/from-here.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server that answers every path with this; its port. */
function serve(status: number, answers: Readonly<Record<string, unknown>>): Promise<number> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0]?.replace('/api/', '') ?? '';
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answers[path] ?? {}));
  });
  servers.push(server);
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
}

async function told(url: string, { tunnel = false } = {}) {
  const api = openApi({ url, username: 'ops', password: async () => 'x', credentialsGiven: true } as never);
  const settings = { api: { tunnel: { value: tunnel }, proxy: { value: undefined } } };
  const { items } = await fromHere({ api } as unknown as Node, settings as never);
  await api.close();
  return items.map(({ state, name, says }) => `${state} ${name}: ${says}`);
}

const overview = { node: 'rabbit@mq1', rabbitmq_version: '4.0.5' };

test.each([
  ['administrator', 'ok user: ops, tagged administrator'],
  ['monitoring', 'warning user: ops, tagged monitoring'],
  ['management', 'failed user: ops, tagged management: it sees no nodes'],
])('a user tagged %s', async (tag, line) => {
  const port = await serve(200, { overview, whoami: { name: 'ops', tags: [tag] } });
  expect(await told(`http://127.0.0.1:${port}`)).toEqual([
    'ok name: 127.0.0.1 is an address',
    `ok port: ${port} is open`,
    'ok HTTP: rabbit@mq1 answers, RabbitMQ 4.0.5',
    line,
  ]);
});

test('a login that is refused', async () => {
  const port = await serve(401, {});
  const lines = await told(`http://127.0.0.1:${port}`);
  expect(lines.slice(2)).toEqual(['ok HTTP: something answers', expect.stringMatching(/^failed login: /)]);
});

test('something that speaks no TLS', async () => {
  const port = await serve(200, {});
  expect((await told(`https://127.0.0.1:${port}`)).at(-1)).toMatch(/^failed TLS: /);
});

test('a port on which nothing listens, and a name that does not resolve', async () => {
  const port = await serve(200, {});
  servers.pop()?.close();
  expect((await told(`http://127.0.0.1:${port}`)).at(-1)).toBe(
    `failed port: ${port} on 127.0.0.1: nothing listens there`,
  );
  expect(await told('http://no-such-host.invalid:15672')).toEqual([
    'failed name: no-such-host.invalid does not resolve here',
  ]);
});

test('through a tunnel only the far side can be asked', async () => {
  const port = await serve(200, { overview, whoami: { name: 'ops', tags: ['administrator'] } });
  expect((await told(`http://127.0.0.1:${port}`, { tunnel: true }))[0]).toBe(
    'skipped port: through a tunnel or a proxy',
  );
});
