import { writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { done, OwnServers, relay } from './own-servers.js';

describe('what a ProxyCommand says', () => {
  let servers: OwnServers;
  let signedIn: string;
  beforeAll(async () => {
    servers = await OwnServers.create();
    signedIn = `${servers.directory}/signed-in`;
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(() => servers?.remove());

  async function script(name: string, ...lines: string[]): Promise<string> {
    await writeFile(`${servers.directory}/${name}.sh`, lines.join('\n'));
    return servers.config(name, `ProxyCommand sh ${servers.directory}/${name}.sh %p %h`);
  }

  /** What comes to our stderr; `react` is called with each piece. */
  function stderr(react: () => void = () => {}): string[] {
    const shown: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
      shown.push(Buffer.from(chunk).toString());
      react();
      return true;
    });
    return shown;
  }

  const person = { askSecret: async () => '' };

  it('is shown at once where there is a person, who may have to do something', async () => {
    const wait = `while ! [ -e ${signedIn} ]; do sleep 0.05; done`;
    const configFile = await script('sign-in', "echo 'open https://login.example' >&2", wait, `exec ${relay} "$@"`);
    const shown = stderr(() => writeFileSync(signedIn, ''));
    const host = await servers.start({ exec: done }, { configFile, ...person });
    expect(await host.run(['x'])).toMatchObject({ stdout: 'done' });
    expect(shown).toEqual(['open https://login.example\n']);
  });

  it('is also in the error', async () => {
    const configFile = await script('expired', 'echo session expired >&2', 'exit 3');
    const shown = stderr();
    const host = await servers.start({}, { configFile, ...person });
    await expect(host.run(['x'])).rejects.toThrow('session expired');
    expect(shown).toEqual(['session expired\n']);
  });

  it('is not shown where there is nobody', async () => {
    const configFile = await script('chatty', 'echo welcome >&2', `exec ${relay} "$@"`);
    const shown = stderr();
    const host = await servers.start({ exec: done }, { configFile });
    expect(await host.run(['x'])).toMatchObject({ stdout: 'done' });
    expect(shown).toEqual([]);
  });
});
