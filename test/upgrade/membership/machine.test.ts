import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Member } from '../../../src/upgrade/member.js';
import { machineView } from '../../../src/upgrade/membership/machine.js';

let server: Server;
let port = 0;
beforeAll(async () => {
  server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as { port: number }).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** This machine, its script run as it stands, by whoever runs the tests. */
const member = {
  name: 'rabbit@mq1',
  node: {
    host: {
      name: 'mq1',
      // Not `spawnSync`: the server must answer meanwhile.
      run: (argv: readonly string[]) =>
        new Promise((resolve) => {
          const [program = '', ...rest] = argv.slice(4);
          const child = spawn(program, rest);
          let [stdout, stderr] = ['', ''];
          child.stdout.on('data', (chunk) => (stdout += chunk));
          child.stderr.on('data', (chunk) => (stderr += chunk));
          child.on('close', (code) => resolve({ stdout, stderr, code: code ?? 1, seconds: 0 }));
        }),
    },
  },
} as unknown as Member;

test('which hosts it does not know, and which ports of the others it does not reach', async () => {
  const view = await machineView(member, [
    { name: 'rabbit@localhost', port },
    { name: 'rabbit@no-such-host.invalid', port },
    { name: 'rabbit@127.0.0.1', port: 1 },
  ]);
  expect(view.unknown).toEqual(['no-such-host.invalid']);
  expect(view.closed).toContain('127.0.0.1:1');
  expect(view.closed).not.toContain(`localhost:${port}`);
});

test('without a broker there is no cookie, no plugin, and the port is the usual one', async () => {
  const view = await machineView(member, []);
  expect(view).toMatchObject({ port: 25672, unknown: [], closed: [] });
  expect(view.cookie === undefined || /^[0-9a-f]{64}$/.test(view.cookie)).toBe(true);
});
