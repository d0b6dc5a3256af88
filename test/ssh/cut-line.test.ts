import type ssh2 from 'ssh2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cut, OwnServers, relay } from './own-servers.js';

describe('a line that is cut after the exit code', () => {
  let servers: OwnServers;
  beforeAll(async () => {
    servers = await OwnServers.create();
  });
  afterAll(() => servers?.remove());

  const megabyte = Buffer.alloc(1 << 20, 'x');

  /** Takes a chunk in 50 ms: the line is long gone when it comes to the end. */
  function slowReader() {
    const taken = { bytes: 0 };
    const onOutput = async (_stream: string, chunk: Uint8Array) => {
      taken.bytes += chunk.length;
      await new Promise((resolve) => setTimeout(resolve, 50));
    };
    return { taken, onOutput };
  }

  const startCutting = (end: (channel: ssh2.ServerChannel) => void) =>
    servers.start({
      exec: (channel, connection) => {
        channel.write(megabyte);
        channel.exit(0);
        end(channel);
        cut(connection);
      },
    });

  it('may have cut off output, so the code is not trusted', async () => {
    const failure = { name: 'Unavailable', reached: true, hint: expect.stringContaining('may have run') };
    const host = await startCutting(() => {});
    await expect(host.run(['x'])).rejects.toMatchObject(failure);
    await expect(host.run(['x'], { deadline: 20_000, onOutput: slowReader().onOutput })).rejects.toMatchObject(failure);
  });

  it.each([
    ['closed', (channel: ssh2.ServerChannel) => channel.end()],
    ['ended', (channel: ssh2.ServerChannel) => channel.eof()],
  ])('does no harm once the far side has %s the channel, however slowly we read', async (_what, end) => {
    const { taken, onOutput } = slowReader();
    const host = await startCutting(end);
    expect(await host.run(['x'], { onOutput })).toMatchObject({ code: 0 });
    expect(taken.bytes).toBe(megabyte.length);
    expect(await host.run(['x'])).toMatchObject({ code: 0, stdout: String(megabyte) });
  });
});

describe('a line over a ProxyCommand', () => {
  let servers: OwnServers;
  beforeAll(async () => {
    servers = await OwnServers.create();
  });
  afterAll(() => servers?.remove());

  it('is cut when that ends under a command', async () => {
    const configFile = await servers.config('relay', `ProxyCommand ${relay} %p %h`);
    const host = await servers.start({ exec: (_channel, connection) => cut(connection) }, { configFile });
    await expect(host.run(['x'])).rejects.toMatchObject({ name: 'Unavailable', reached: true });
  });

  it('is cut when that ends during the login', async () => {
    const configFile = await servers.config('relay', `ProxyCommand ${relay} %p %h`);
    const began = Date.now();
    const host = await servers.start({ login: (_context, connection) => cut(connection) }, { configFile });
    await expect(host.run(['x'])).rejects.toThrow(/closed the connection before/);
    expect(Date.now() - began).toBeLessThan(10_000); // the connect deadline is 15,000
  });
});
