import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Interrupted, NotPermitted, TimedOut } from '../../src/errors.js';
import type { Host } from '../../src/ssh/host.js';
import { OpenSshHost } from '../../src/ssh/openssh.js';
import { resolveHost } from '../../src/ssh/ssh-config.js';
import { openHost } from '../../src/ssh/ssh-host.js';
import type { SshSettings } from '../../src/ssh/ssh-settings.js';

/** Twenty processes on a busy machine take their time. */
const soon = { timeout: 20_000 };

/** A server, and how many are with it. */
interface Busy {
  readonly port: number;
  /** Connections so far. */
  connections: number;
  /** Logins under way, and the most there ever were. */
  loggingIn: number;
  mostLoggingIn: number;
  commands: number;
  /** Lets the logins go on, or refuses them. */
  answer: (accept: boolean) => void;
  /** Ends the commands. */
  release: () => void;
}

describe('places', () => {
  let directory: string;
  let hostKey: string;
  const servers: ssh2.Server[] = [];
  const hosts: Host[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'rabbitctl-places-'));
    const path = (name: string) => join(directory, name);
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path('key')]);
    execFileSync('ssh-keygen', ['-q', '-t', 'rsa', '-b', '2048', '-m', 'PEM', '-N', '', '-f', path('host')]);
    hostKey = await readFile(path('host'), 'utf8');
    const lines = ['Host *', 'IdentityAgent none', `IdentityFile ${path('key')}`, 'GlobalKnownHostsFile none'];
    await writeFile(path('config'), `${lines.join('\n')}\n`);
  });
  afterEach(async () => {
    await Promise.all(hosts.splice(0).map((host) => host.close()));
    for (const server of servers.splice(0)) server.close();
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  /** Holds logins until it is told to answer, and commands until they are released. */
  async function busy(): Promise<Busy> {
    const logins: ssh2.AuthContext[] = [];
    const channels: ssh2.ServerChannel[] = [];
    let accepts: boolean | undefined;
    let released = false;
    const answer = (context: ssh2.AuthContext) => (accepts ? context.accept() : context.reject([]));
    const end = (channel: ssh2.ServerChannel) => {
      channel.exit(0);
      channel.end('done');
    };
    const server = new ssh2.Server({ hostKeys: [hostKey] }, (connection) => {
      state.connections += 1;
      state.loggingIn += 1;
      state.mostLoggingIn = Math.max(state.mostLoggingIn, state.loggingIn);
      let isLoggingIn = true;
      const loginOver = () => {
        if (isLoggingIn) state.loggingIn -= 1;
        isLoggingIn = false;
      };
      connection.on('error', () => {});
      connection.on('close', loginOver);
      connection.on('ready', loginOver);
      connection.on('authentication', (context) => {
        if (context.method !== 'publickey') return context.reject(['publickey']);
        if (accepts === undefined) logins.push(context);
        else answer(context);
      });
      connection.on('session', (accept) => {
        accept().on('exec', (acceptExec) => {
          const channel = acceptExec();
          state.commands += 1;
          if (released) end(channel);
          else channels.push(channel);
        });
      });
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const state: Busy = {
      port: typeof address === 'object' && address ? address.port : 0,
      connections: 0,
      loggingIn: 0,
      mostLoggingIn: 0,
      commands: 0,
      answer(accept) {
        accepts = accept;
        logins.splice(0).forEach(answer);
      },
      release() {
        released = true;
        channels.splice(0).forEach(end);
      },
    };
    return state;
  }

  const settingsFor = ({ port }: Busy): SshSettings => ({
    host: '127.0.0.1',
    port,
    user: 'joe',
    configFile: join(directory, 'config'),
    knownHosts: [join(directory, `known-${port}`)],
    acceptNewHostKeys: true,
  });

  function keep(host: Host): Host {
    hosts.push(host);
    return host;
  }

  const bySsh2 = async (server: Busy) => keep(openHost(settingsFor(server)));

  async function bySsh(server: Busy): Promise<Host> {
    const settings = settingsFor(server);
    return keep(new OpenSshHost('mq', settings, await resolveHost(settings)));
  }

  const several = <T>(count: number, make: () => Promise<T>) => Promise.all(Array.from({ length: count }, make));
  const moment = () => new Promise((resolve) => setTimeout(resolve, 300));

  describe.each([
    ['ssh2', bySsh2],
    ['the system’s ssh', bySsh],
  ])('for logins by %s', (_name, open) => {
    it('are eight over all hosts, and taken only while logging in', async () => {
      const server = await busy();
      const running = Promise.all((await several(20, () => open(server))).map((host) => host.run(['x'])));
      running.catch(() => {});
      await expect.poll(() => server.loggingIn, soon).toBe(8);
      await moment();
      expect(server.connections).toBe(8);
      server.answer(true);
      await expect.poll(() => server.commands, soon).toBe(20);
      expect(server.mostLoggingIn).toBeLessThanOrEqual(8);
      server.release();
      expect((await running).map(({ code }) => code)).toEqual(Array(20).fill(0));
    });

    it('come back from logins that fail', async () => {
      const server = await busy();
      server.answer(false);
      const failing = (await several(20, () => open(server))).map((host) => host.run(['x']));
      for (const result of await Promise.allSettled(failing)) {
        expect(result).toMatchObject({ status: 'rejected', reason: expect.any(NotPermitted) });
      }
      const other = await busy();
      other.answer(true);
      other.release();
      expect(await (await open(other)).run(['x'])).toMatchObject({ code: 0 });
    });

    it('are not taken by a host that is closed while it queues', async () => {
      const server = await busy();
      const first = (await several(8, () => open(server))).map((host) => host.run(['x']));
      await expect.poll(() => server.loggingIn, soon).toBe(8);
      const late = await several(9, () => open(server));
      const queued = late.map((host) => host.run(['x']).catch((error: unknown) => error));
      await moment();
      await Promise.all(late.map((host) => host.close()));
      for (const error of await Promise.all(queued)) expect(error).toBeInstanceOf(Interrupted);
      server.answer(true);
      server.release();
      await Promise.all(first);
      await (await open(server)).run(['x']);
      expect(server.connections).toBe(9);
    });
  });

  it('for commands on one connection come back from what was given up while it queued', async () => {
    const server = await busy();
    server.answer(true);
    const host = await bySsh(server);
    const long = Array.from({ length: 9 }, () => host.run(['x']));
    await expect.poll(() => server.commands, soon).toBe(9);
    const queued = Array.from({ length: 9 }, () => host.run(['x'], { deadline: 100 }));
    for (const result of await Promise.allSettled(queued)) {
      expect(result).toMatchObject({ status: 'rejected', reason: expect.any(TimedOut) });
    }
    server.release();
    await Promise.all(long);
    expect(await host.run(['x'], { deadline: 5000 })).toMatchObject({ code: 0 });
    expect(server.commands).toBe(10);
  });
});
