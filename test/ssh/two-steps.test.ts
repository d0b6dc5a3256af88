import type ssh2 from 'ssh2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHost } from '../../src/ssh/ssh-host.js';
import { done, OwnServers } from './own-servers.js';
import { me, noSshd, Scratch } from './sshd.js';

describe('a login in two steps', () => {
  let servers: OwnServers;
  beforeAll(async () => {
    servers = await OwnServers.create();
  });
  afterAll(() => servers?.remove());

  /** Takes the key, then wants `second`; `methods` gets what was tried. */
  function keyAnd(second: 'keyboard-interactive' | 'password', methods: string[]) {
    let left: ssh2.AuthenticationType[] = ['publickey'];
    return (context: ssh2.AuthContext) => {
      methods.push(context.method);
      const judge = (isRight: boolean) => (isRight ? context.accept() : context.reject(left));
      if (!left.includes(context.method)) {
        context.reject(left);
      } else if (context.method === 'publickey' && context.signature) {
        left = [second];
        context.reject(left, true);
      } else if (context.method === 'keyboard-interactive') {
        context.prompt([{ prompt: 'Code: ', echo: false }], ([code]) => judge(code === '123'));
      } else {
        judge(context.method === 'publickey' || (context.method === 'password' && context.password === '123'));
      }
    };
  }

  it.each(['keyboard-interactive', 'password'] as const)('with a key and by %s', async (second) => {
    const methods: string[] = [];
    const identity = [`${servers.directory}/key`, servers.keygen(`other-${second}`)];
    const prompts: string[] = [];
    const askSecret = async (prompt: string) => {
      prompts.push(prompt);
      return '123';
    };
    const host = await servers.start({ login: keyAnd(second, methods), exec: done }, { identity, askSecret });
    expect(await host.run(['x'])).toMatchObject({ stdout: 'done' });
    expect(prompts).toEqual([second === 'password' ? "joe@127.0.0.1's password: " : 'Code: ']);
    // After the first key nothing more of ours is shown to the server.
    expect(methods).toEqual(['none', 'publickey', 'publickey', 'none', second]);
  });

  it('says that the key was accepted where there is nobody to ask for the rest', async () => {
    const host = await servers.start({ login: keyAnd('keyboard-interactive', []) });
    await expect(host.run(['x'])).rejects.toMatchObject({
      name: 'NotPermitted',
      hint: expect.stringMatching(/key \(SHA256:\S+ \(accepted, .*\n.*The server takes: keyboard-interactive/s),
    });
  });
});

describe.skipIf(noSshd)(`a login in two steps at a real sshd${noSshd ? `: skipped, ${noSshd}` : ''}`, () => {
  let scratch: Scratch;
  beforeAll(async () => {
    scratch = await Scratch.create();
  });
  afterAll(() => scratch?.remove());

  it('comes as far as the password', async () => {
    const both = ['AuthenticationMethods publickey,password', 'PasswordAuthentication yes'];
    const { port } = await scratch.start('two', both);
    const configFile = await scratch.config('config', []);
    const prompts: string[] = [];
    const host = openHost({
      host: '127.0.0.1',
      port,
      configFile,
      knownHosts: [scratch.path('two.known')],
      askSecret: async (prompt) => {
        prompts.push(prompt);
        return 'wrong';
      },
    });
    await expect(host.run(['true'])).rejects.toMatchObject({
      hint: expect.stringMatching(/The server takes: password/),
    });
    await host.close();
    expect(prompts).toEqual(Array(3).fill(`${me}@127.0.0.1's password: `));
  });
});
