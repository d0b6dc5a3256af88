import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHost } from '../../src/ssh/ssh-host.js';
import { me, noSshd, Scratch } from './sshd.js';

describe.skipIf(noSshd)(`compression at a real sshd${noSshd ? `: skipped, ${noSshd}` : ''}`, () => {
  let scratch: Scratch;
  beforeAll(async () => {
    scratch = await Scratch.create();
  });
  afterAll(() => scratch?.remove());

  it.each([
    ['yes', 'yes', 'zlib@openssh.com'],
    ['yes', 'no', 'none'],
    ['no', 'yes', 'none'],
  ])('%s here, %s there: %s, and a megabyte arrives whole', async (ours, theirs, used) => {
    const name = `${ours}-${theirs}`;
    const { port } = await scratch.start(name, [`Compression ${theirs}`]);
    const configFile = await scratch.config(`config-${name}`, ['Host *', `Compression ${ours}`]);
    const said: string[] = [];
    const host = openHost({
      ...{ host: '127.0.0.1', port, user: me, configFile, knownHosts: [scratch.path(`${name}.known`)] },
      debug: (line) => said.push(line),
    });
    const text = 'rabbit '.repeat(150_000);
    expect((await host.run(['cat'], { input: text })).stdout).toBe(text);
    await host.close();
    expect(said.join('\n')).toContain(`compression ${used}`);
  });
});
