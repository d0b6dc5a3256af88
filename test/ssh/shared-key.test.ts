import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Interrupted } from '../../src/errors.js';
import { done, OwnServers } from './own-servers.js';

describe('hosts that share an encrypted key', () => {
  let servers: OwnServers;
  beforeAll(async () => {
    servers = await OwnServers.create();
  });
  afterAll(() => servers?.remove());

  it('all wait for the one answer, however long it takes', async () => {
    const identity = [servers.keygen('locked', 'open sesame')];
    const prompts: string[] = [];
    const askSecret = (prompt: string) => {
      prompts.push(prompt);
      return new Promise<string>((resolve) => setTimeout(() => resolve('open sesame'), 3500));
    };
    const settings = { identity, askSecret, connectDeadline: 2500 };
    const hosts = await Promise.all([1, 2, 3].map(() => servers.start({ exec: done }, settings)));
    const outputs = await Promise.all(hosts.map((host) => host.run(['x'])));
    expect(outputs.map(({ stdout }) => stdout)).toEqual(['done', 'done', 'done']);
    expect(prompts).toHaveLength(1);
  });

  it('all end with Ctrl-C at its question', async () => {
    const identity = [servers.keygen('first', 'open sesame'), servers.keygen('second', 'open sesame')];
    const prompts: string[] = [];
    const askSecret = (prompt: string) => {
      prompts.push(prompt);
      return new Promise<string>((_resolve, reject) => setTimeout(() => reject(new Interrupted('interrupted')), 1000));
    };
    const hosts = await Promise.all([1, 2].map(() => servers.start({ exec: done }, { identity, askSecret })));
    const failures = await Promise.all(hosts.map((host) => host.run(['x']).catch((error: unknown) => error)));
    expect(failures).toMatchObject([{ message: 'interrupted' }, { message: 'interrupted' }]);
    expect(prompts).toHaveLength(1);
  });
});
