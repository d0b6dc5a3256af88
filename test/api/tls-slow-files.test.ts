import type { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { path } from '../../src/api/management-api.js';
import { Authority } from './certificates.js';
import { api, failure, serveRaw, transports } from './servers.js';
import { Tunnel } from './tunnel.js';

// A disk that takes its time: an NFS home, or a busy machine.
vi.mock('node:fs/promises', async (original) => {
  const real = await original<{ readFile: typeof readFile }>();
  const slowly = async (...args: Parameters<typeof readFile>) => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    return real.readFile(...args);
  };
  return { ...real, readFile: slowly };
});

const authority = new Authority();
afterAll(() => authority.remove());

describe.each(transports)('while PEM files are read, over %s', (_name, transport) => {
  const ask = (settings: { readonly url: string; readonly [setting: string]: unknown }) =>
    failure(api(transport, { ca: authority.ca, connectDeadline: 5_000, ...settings }).request('GET', path`overview`));

  test.each(['resets', 'ends'])('no line is open that the far side %s', async (how) => {
    const { port, connections } = await serveRaw((socket) => {
      if (how === 'resets') setTimeout(() => socket.resetAndDestroy(), 5);
      else socket.end();
    });
    const started = performance.now();
    expect(await ask({ url: `https://127.0.0.1:${port}` })).toMatchObject({ why: 'tls', reached: false });
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(connections()).toBe(1);
  });

  test.each([new Error('the SSH connection broke'), undefined])(
    'no tunnel is open that ends with %s',
    async (error) => {
      const { port } = await serveRaw((socket) => socket.resume());
      const tunnel = new Tunnel(port);
      const connect = async () => {
        const line = await tunnel.connect('mq1', 15671);
        setTimeout(() => line.destroy(error), 5);
        return line;
      };
      const started = performance.now();
      expect(await ask({ url: 'https://mq1:15671', connect })).toMatchObject({ why: 'tls', reached: false });
      expect(performance.now() - started).toBeLessThan(2_000);
    },
  );
});
