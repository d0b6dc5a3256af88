import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Interrupted } from '../../src/errors.js';
import { agentKeys } from '../../src/ssh/agent-keys.js';
import { openHost } from '../../src/ssh/ssh-host.js';
import type { SshSettings } from '../../src/ssh/ssh-settings.js';
import { eventually, me, noSshd, Scratch, type Sshd } from './sshd.js';

describe.skipIf(noSshd)(`an agent${noSshd ? `: skipped, ${noSshd}` : ''}`, () => {
  let scratch: Scratch;
  let sshd: Sshd;
  let agent: ChildProcess;
  const relays: Server[] = [];

  beforeAll(async () => {
    scratch = await Scratch.create();
    sshd = await scratch.start('one');
    agent = spawn('ssh-agent', ['-D', '-a', scratch.path('agent')], { stdio: 'ignore' });
    expect(await eventually(() => existsSync(scratch.path('agent')))).toBe(true);
    const path = scratch.keygen('in-agent');
    execFileSync('ssh-add', ['-q', path], { env: { ...process.env, SSH_AUTH_SOCK: scratch.path('agent') } });
    await writeFile(`${sshd.directory}/authorized_keys`, await scratch.publicKey('in-agent'));
  });
  afterEach(() => {
    for (const relay of relays.splice(0)) relay.close();
  });
  afterAll(async () => {
    agent?.kill();
    await scratch?.remove();
  });

  /** The agent behind something that passes on a question only after so many ms: gpg-agent that wakes a smart card. */
  async function slow(name: string, delay: number): Promise<{ socket: string; questions: () => number }> {
    let questions = 0;
    const relay = createServer((near) => {
      const far = connect(scratch.path('agent'));
      near.on('data', (data) => {
        questions += 1;
        if (delay < 60_000) setTimeout(() => far.write(data), delay);
      });
      far.on('data', (data) => near.write(data));
      near.on('close', () => far.destroy()).on('error', () => {});
      far.on('error', () => {});
    });
    relays.push(relay);
    await new Promise<void>((resolve) => relay.listen(scratch.path(name), resolve));
    return { socket: scratch.path(name), questions: () => questions };
  }

  async function settingsWith(socket: string, more: Partial<SshSettings> = {}): Promise<SshSettings> {
    const one = ['Host one', 'HostName 127.0.0.1', `Port ${sshd.port}`, `User ${me}`, 'PasswordAuthentication no'];
    const files = [`UserKnownHostsFile ${scratch.path('one.known')}`, `IdentityAgent ${socket}`];
    const configFile = await scratch.config('config', [...one, ...files]);
    return { host: 'one', configFile, identity: ['/nowhere'], ...more };
  }

  it('may take its time', async () => {
    const { socket } = await slow('slow', 1500);
    const host = openHost(await settingsWith(socket));
    expect((await host.run(['echo', 'hello'])).stdout).toBe('hello\n');
    await host.close();
  });

  it('that is silent is told of, and waited for only once', async () => {
    const { socket, questions } = await slow('silent', Number.POSITIVE_INFINITY);
    const debug: string[] = [];
    const more = { connectDeadline: 1500, debug: (line: string) => void debug.push(line) };
    const host = openHost(await settingsWith(socket, more));
    const silence = `the agent at ${socket}: no answer within 1 seconds`;
    await expect(host.run(['true'])).rejects.toMatchObject({
      name: 'NotPermitted',
      hint: expect.stringContaining(silence),
    });
    expect(debug).toContain(`one: ${silence}`);
    expect(questions()).toBe(1);
    await host.close();
  });

  it('that is not there is told of', async () => {
    const host = openHost(await settingsWith('/nowhere/agent'));
    await expect(host.run(['true'])).rejects.toMatchObject({
      hint: expect.stringContaining('the agent at /nowhere/agent: no such socket'),
    });
    await host.close();
  });

  it('that is silent for one deadline may answer within another', async () => {
    const { socket } = await slow('middling', 600);
    const skipped: string[] = [];
    const skip = (_name: string, reason: string) => void skipped.push(reason);
    expect(await agentKeys(socket, { connectDeadline: 300, skip })).toEqual([]);
    expect(skipped).toEqual(['no answer within 0.2 seconds']);
    expect(await agentKeys(socket, { connectDeadline: 15_000, skip })).toMatchObject([{ comment: 'in-agent' }]);
  });

  it('is let go when the host is closed', async () => {
    let open = 0;
    const relay = createServer((near) => {
      open += 1;
      near.resume();
      near.on('close', () => (open -= 1)).on('error', () => {});
    });
    relays.push(relay);
    await new Promise<void>((resolve) => relay.listen(scratch.path('hung'), resolve));
    const host = openHost(await settingsWith(scratch.path('hung')));
    const running = host.run(['true']).catch((error: unknown) => error);
    expect(await eventually(() => open === 1)).toBe(true);
    await host.close();
    expect(await running).toBeInstanceOf(Interrupted);
    expect(await eventually(() => open === 0)).toBe(true);
  });
});
