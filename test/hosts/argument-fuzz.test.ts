import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Host } from '../../src/ssh/host.js';
import { openHost } from '../../src/ssh/ssh-host.js';
import type { Lab } from '../lab/lab.js';
import { withLab } from '../lab/with-lab.js';
import { randomArgv, randomly } from './random-argv.js';
import { lastHosts } from './two-hosts.js';

const runs = 10_000;
/** As many argument lists to one command line: one program start each would take an hour. */
const batch = 100;

withLab('trixie', 'random arguments', (lab: () => Lab) => {
  let host: Host;

  beforeAll(() => {
    const [{ address }] = lastHosts(lab());
    host = openHost({ host: address, user: 'ops', configFile: lab().sshConfigFile });
  });
  afterAll(() => host?.close());

  /** Each list is one command line of its own, which a shell of the host reads; that shell is given it as a quoted word, too. */
  async function there(lists: readonly (readonly string[])[]): Promise<readonly string[]> {
    const { commandLine } = await import('../../src/ssh/quote.js');
    const lines = lists.map((argv) => `(${commandLine(['printf', '%s\\0', ...argv])}); printf '\\n\\001\\0'`);
    const { stdout, stderr, code } = await host.run(['sh', '-c', lines.join('\n')]);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    return stdout.split('\n\u0001\0').slice(0, -1);
  }

  test(`${runs} lists come back from a shell of the host, to the last byte`, async () => {
    const seed = Number(process.env.RABBITCTL_SEED ?? Date.now() % 1_000_000);
    const random = randomly(seed);
    for (let done = 0; done < runs; done += batch) {
      const lists = Array.from({ length: batch }, () => randomArgv(random));
      const back = await there(lists);
      expect(back.length, `RABBITCTL_SEED=${seed}`).toBe(batch);
      for (const [index, argv] of lists.entries()) {
        expect(back[index], `RABBITCTL_SEED=${seed}`).toBe(argv.map((word) => `${word}\0`).join(''));
      }
    }
  });

  test('100 kB of JSON in one argument', async () => {
    const json = JSON.stringify({ text: `"'\\ $\`\n${'é日'.repeat(20_000)}` });
    expect(Buffer.byteLength(json)).toBeGreaterThan(100_000);
    const { stdout } = await host.run(['printf', '%s', json]);
    expect(stdout).toBe(json);
  });
});
