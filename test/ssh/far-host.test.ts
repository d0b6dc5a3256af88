import { type ChildProcess, spawn } from 'node:child_process';
import dns from 'node:dns';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { openTcp } from '../../src/ssh/route.js';
import { resolveHost } from '../../src/ssh/ssh-config.js';

/** Listens with a queue of one and takes nothing out of it until told to: what finds it full tries again after a second. */
const lateListener = `
const server = require('net').createServer(() => {});
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  require('fs').writeSync(1, String(server.address().port));
  require('fs').readSync(0, Buffer.alloc(1));
});`;

let listener: ChildProcess | undefined;
const queued: Socket[] = [];

afterEach(() => {
  vi.restoreAllMocks();
  for (const socket of queued) socket.destroy();
  listener?.kill();
});

it('a host that takes its time, and has several addresses, is waited for', async () => {
  const child = spawn(process.execPath, ['-e', lateListener], { stdio: ['pipe', 'pipe', 'inherit'] });
  listener = child;
  const [port] = await once(child.stdout, 'data');
  for (let count = 0; count < 3; count += 1) queued.push(connect(Number(port), '127.0.0.1').on('error', () => {}));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const addresses = [
    { address: '127.0.0.1', family: 4 },
    { address: '2001:db8::1', family: 6 },
  ];
  const lookup = (_name: string, _options: unknown, done: (error: null, found: unknown) => void) =>
    done(null, addresses);
  vi.spyOn(dns, 'lookup').mockImplementation(lookup as unknown as typeof dns.lookup);
  const host = await resolveHost({ host: 'mq1.example', port: Number(port), configFile: '/dev/null' });
  const began = Date.now();
  setTimeout(() => child.stdin.write('x'), 500);
  const route = await openTcp(host, new AbortController().signal);
  expect(Date.now() - began).toBeGreaterThan(400); // else it was not slow at all
  route.socket.destroy();
});
