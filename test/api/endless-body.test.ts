import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { path } from '../../src/api/management-api.js';
import { openTransport } from '../../src/api/transport.js';
import { Interrupted } from '../../src/errors.js';
import { api, failure, serveRaw } from './servers.js';
import { Tunnel } from './tunnel.js';

// A body without a length ends where its line does: only the server may say so.

/** A request whose answer has no length, of which all has come but the end; through a tunnel, or directly. */
async function begun(way: 'directly' | 'tunnel' | 'in pieces') {
  let answered = false;
  const { port } = await serveRaw((socket) =>
    socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\n\r\n{"a":1}', () => (answered = true))),
  );
  const tunnel = new Tunnel(port);
  const management =
    way === 'tunnel'
      ? api(openTransport, { url: 'http://mq1:15672', connect: tunnel.connect })
      : api(openTransport, { url: `http://127.0.0.1:${port}` });
  const pieces = async function* () {
    yield Buffer.from('{}');
  };
  const error = failure(
    way === 'in pieces'
      ? management.request('POST', path`definitions`, { chunks: pieces })
      : management.request('GET', path`definitions`),
  );
  await expect.poll(() => answered).toBe(true);
  await sleep(50);
  return { management, tunnel, error };
}

test.each(['directly', 'tunnel', 'in pieces'] as const)('our own close is not its end: %s', async (way) => {
  const { management, error } = await begun(way);
  await management.close();
  expect(await error).toBeInstanceOf(Interrupted);
});

test('a tunnel that breaks is not its end', async () => {
  const { tunnel, error } = await begun('tunnel');
  tunnel.streams[0]?.destroy();
  expect(await error).toMatchObject({ why: 'cut', reached: true });
});
