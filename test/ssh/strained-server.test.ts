import type { Socket } from 'node:net';
import type ssh2 from 'ssh2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TimedOut } from '../../src/errors.js';
import { done, OwnServers } from './own-servers.js';

const gigabyte = 1024 * 1024 * 1024;

describe('a server', () => {
  let servers: OwnServers;
  beforeAll(async () => {
    servers = await OwnServers.create();
  });
  afterAll(() => servers.remove());

  it('that stalls after the login is waited for until the deadline', async () => {
    let sessions = 0;
    const host = await servers.start({
      session() {
        sessions += 1;
      },
    });
    const waited = host.run(['x'], { deadline: 3000 });
    await expect(waited).rejects.toBeInstanceOf(TimedOut);
    await expect(waited).rejects.toMatchObject({ hint: expect.stringMatching(/login shell .* seems to hang/) });
    expect(sessions).toBeGreaterThan(0);
  });

  it('that has one session only runs one command after another', async () => {
    let [open, most] = [0, 0];
    const host = await servers.start({
      session(accept, reject) {
        if (open > 0) return reject();
        open += 1;
        most = Math.max(most, open);
        accept().on('exec', (acceptExec) => {
          const channel = acceptExec();
          setTimeout(() => {
            open -= 1;
            done(channel);
          }, 20);
        });
      },
    });
    const outputs = await Promise.all(Array.from({ length: 8 }, () => host.run(['x'])));
    expect(outputs.map(({ stdout }) => stdout)).toEqual(Array.from({ length: 8 }, () => 'done'));
    expect(most).toBe(1);
  });

  it('that breaks off in the middle of a packet has not run the command to its end', async () => {
    const host = await servers.start({
      exec(channel, connection) {
        channel.write('half');
        const { _sock: socket } = connection as unknown as { readonly _sock: Socket };
        // The length of a packet, as far as anybody can tell, and no more of it.
        setTimeout(() => socket.end(Buffer.from([0x5a, 0x01, 0x02, 0x03, 0x04])), 50);
      },
    });
    await expect(host.run(['x'])).rejects.toMatchObject({
      ...{ name: 'Unavailable', reached: true },
      hint: expect.stringContaining('may have run'),
    });
  });

  it('that sends a gigabyte of complaints costs no gigabyte, and its answer counts', async () => {
    const host = await servers.start({
      exec: (channel) =>
        flood(channel.stderr, gigabyte, () => {
          channel.write('the answer');
          done(channel);
        }),
    });
    const watch = watchMemory();
    const { stdout, stderr, code } = await host.run(['x']);
    expect({ stdout, code }).toEqual({ stdout: 'the answerdone', code: 0 });
    expect(stderr.length).toBeLessThan(1024 * 1024);
    expect(stderr).toMatch(/… \d+ bytes left out …/);
    expect(watch.end()).toBeLessThan(gigabyte / 2);
  }, 180_000);
});

/** Writes so many bytes, as fast as they are taken. */
function flood(to: ssh2.ServerChannel['stderr'], bytes: number, then: () => void): void {
  const chunk = Buffer.alloc(1024 * 1024, 'x');
  let sent = 0;
  const more = (): void => {
    while (sent < bytes) {
      sent += chunk.length;
      if (!to.write(chunk)) return void to.once('drain', more);
    }
    then();
  };
  more();
}

/** How many bytes the process has grown at most until it is asked. */
function watchMemory(): { end: () => number } {
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  return {
    end() {
      clearInterval(timer);
      return most - before;
    },
  };
}
