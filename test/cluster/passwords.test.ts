import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PasswordSource } from '../../src/cluster/layer.js';
import { type PasswordMeans, Passwords } from '../../src/cluster/passwords.js';
import { ConfigError, UsageError } from '../../src/errors.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rabbitctl-passwords-'));
  await writeFile(join(folder, 'good'), 'p$ä ss \nsecond line\n');
  await writeFile(join(folder, 'crlf'), 'pw\r\n');
  await writeFile(join(folder, 'empty'), '\n');
});
afterAll(() => rm(folder, { recursive: true }));

const node = (script: string): PasswordSource => ({ from: 'command', argv: [process.execPath, '-e', script] });

describe('a password', () => {
  it('comes from a file, without the end of its first line', async () => {
    expect(await fetched({ from: 'file', file: join(folder, 'good') })).toBe('p$ä ss ');
    expect(await fetched({ from: 'file', file: join(folder, 'crlf') })).toBe('pw');
  });

  it('comes from a command, run without a shell', async () => {
    expect(await fetched(node('console.log("$HOME `id`")'))).toBe('$HOME `id`');
  });

  it('comes from the environment, stdin, the terminal', async () => {
    expect(await fetched({ from: 'environment', variable: 'PW' }, { env: { PW: 'x' } })).toBe('x');
    expect(await fetched({ from: 'stdin' }, { readFirstLine: async () => 'line' })).toBe('line');
    const askSecret = vi.fn(async () => 'typed');
    expect(await fetched({ from: 'prompt' }, { askSecret })).toBe('typed');
    expect(askSecret).toHaveBeenCalledWith('Password of ops: ');
  });

  it('is fetched once for each source and user, one prompt at a time', async () => {
    let open = 0;
    const askSecret = vi.fn(async (prompt: string) => {
      open += 1;
      expect(open).toBe(1);
      await new Promise(setImmediate);
      open -= 1;
      return `typed at ${prompt}`;
    });
    const passwords = new Passwords({ env: {}, askSecret });
    const of = (username: string) => passwords.fetch({ value: { from: 'prompt' }, origin: 'x' }, username);
    const [first, ...others] = await Promise.all([of('ops'), of('ops'), of('two')]);
    expect([first, ...others]).toEqual([first, first, 'typed at Password of two: ']);
    expect(askSecret).toHaveBeenCalledTimes(2);
  });

  it.each([
    [{ from: 'file', file: '/no/such' }, 'the password file /no/such cannot be read: no such file'],
    [{ from: 'file', file: '/' }, 'the password file / cannot be read: it is a directory'],
    [{ from: 'environment', variable: 'NO_SUCH' }, 'the environment variable NO_SUCH is not set'],
    [{ from: 'stdin' }, 'stdin holds no password'],
    [{ from: 'command', argv: ['/no/such', 's3cret'] }, 'the password command /no/such failed: no such file'],
    [node('process.exit(3) // s3cret'), 'failed: exit code 3'],
    [node(''), 'printed nothing'],
  ] satisfies [PasswordSource, string][])('is missing: %j', async (source, says) => {
    const error = await fetched(source).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).message).toContain(says);
    expect((error as ConfigError).message).not.toContain('s3cret');
    expect((error as ConfigError).hint).toBe('It is named by clusters.prod in c.toml:3.');
  });

  it('is missing: the file is empty', async () => {
    await expect(fetched({ from: 'file', file: join(folder, 'empty') })).rejects.toThrow('is empty');
  });

  it('is missing: there is nobody to ask', async () => {
    await expect(fetched({ from: 'prompt' })).rejects.toBeInstanceOf(UsageError);
  });
});

function fetched(value: PasswordSource, means: Partial<PasswordMeans> = {}): Promise<string> {
  return new Passwords({ env: {}, ...means }).fetch({ value, origin: 'clusters.prod in c.toml:3' }, 'ops');
}
