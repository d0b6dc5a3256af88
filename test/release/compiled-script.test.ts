import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from '../surface/source-imports.js';

let home = '';
let compiled = '';
let script = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'rabbitctl-compiled-'));
  chmodSync(home, 0o755);
  compiled = join(home, 'cache', 'rabbitctl', 'compiled');
  mkdirSync(join(home, 'cache'), { mode: 0o700 });
  script = join(home, 'script.cjs');
  // Functions enough for a payload that has a middle.
  const functions = Array.from({ length: 200 }, (_, index) => `exports.f${index} = (x) => x * ${index} + [x].length;`);
  const text = `${functions.join('\n')}\nexports.sum = () => Object.keys(exports).length + exports.f3(2);`;
  writeFileSync(script, `//${createHash('sha256').update(text).digest('hex').slice(0, 16)}\n${text}`);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

test('the second run finds what the first kept; another command adds what it compiled', () => {
  expect(runs()).toBe('208');
  const first = kept();
  expect(runs()).toBe('208');
  expect(kept()).toEqual(first);
  expect(runs('list_users')).toBe('208');
  expect(kept()?.commands).toEqual(['list_queues', 'list_users']);
});

test.each([
  ['a bit in the middle', (bytes: Buffer) => bytes.with(bytes.length >> 1, (bytes[bytes.length >> 1] ?? 0) ^ 1)],
  ['4 KiB of zeros', (bytes: Buffer) => Buffer.from(bytes).fill(0, bytes.length >> 1, (bytes.length >> 1) + 4096)],
  ['the end cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 100)],
  ['bytes behind the end', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('\0\0')])],
  ['nothing but zeros', (bytes: Buffer) => Buffer.alloc(bytes.length)],
  ['an empty file', () => Buffer.alloc(0)],
])('damaged (%s): compiled anew, and kept anew', (_, damaged) => {
  runs();
  const file = keptFile();
  const whole = readFileSync(file);
  writeFileSync(file, damaged(whole));
  expect(runs()).toBe('208');
  expect(kept()?.commands).toEqual(['list_queues']);
  expect(readFileSync(file).length).toBeGreaterThan(1000);
});

test.each(['cache', 'cache/rabbitctl', 'cache/rabbitctl/compiled'])(
  'others may write in %s: not read, not written',
  (name) => {
    runs();
    const before = kept();
    chmodSync(join(home, name), 0o770);
    expect(runs('list_users')).toBe('208');
    expect(kept()).toEqual(before);
  },
);

test('a file that others may write, or a link, is not read but replaced', () => {
  runs();
  const file = keptFile();
  chmodSync(file, 0o660);
  expect(runs('list_users')).toBe('208');
  expect(kept()).toMatchObject({ commands: ['list_users'], mode: 0o600 });
  const elsewhere = join(home, 'elsewhere');
  writeFileSync(elsewhere, readFileSync(file), { mode: 0o600 });
  rmSync(file);
  symlinkSync(elsewhere, file);
  expect(runs()).toBe('208');
  expect(kept()?.commands).toEqual(['list_queues']);
});

test.skipIf(process.getuid?.() !== 0)(
  "somebody else's file is not read, in somebody else's directory nothing is kept",
  () => {
    runs();
    chownSync(keptFile(), 65534, 65534);
    expect(runs('list_users')).toBe('208');
    expect(kept()?.commands).toEqual(['list_users']);
    const before = kept();
    chownSync(compiled, 65534, 65534);
    expect(runs()).toBe('208');
    expect(kept()).toEqual(before);
  },
);

test('what cannot be put in its place leaves no draft', () => {
  runs();
  const file = keptFile();
  rmSync(file);
  mkdirSync(join(file, 'in-the-way'), { recursive: true });
  expect(runs()).toBe('208');
  expect(readdirSync(compiled)).toEqual([file.slice(compiled.length + 1)]);
});

test('no home, or one that cannot be written: it runs', () => {
  expect(runs('list_queues', { XDG_CACHE_HOME: join(home, 'gone') })).toBe('208');
  expect(runs('list_queues', { XDG_CACHE_HOME: '/proc/self' })).toBe('208');
  expect(existsSync(compiled)).toBe(false);
});

/** What the script says, in a process of its own: V8 may die of what it finds. */
function runs(command = 'list_queues', env: Record<string, string> = {}): string {
  const code = `const { CompiledScript } = require(${JSON.stringify(join(root, 'bin/compiled-script.js'))});
    const script = new CompiledScript(process.argv[1]);
    process.stdout.write(String(script.run(require).sum()));
    script.keep(process.argv[2]);`;
  return execFileSync(process.execPath, ['-e', code, script, command], {
    env: { XDG_CACHE_HOME: join(home, 'cache'), ...env },
    encoding: 'utf8',
  });
}

const keptFile = (): string => join(compiled, readdirSync(compiled)[0] ?? '');

/** Undefined where there is none; another inode is another file. */
function kept() {
  const file = keptFile();
  if (!existsSync(file)) return undefined;
  const { ino, mode } = statSync(file);
  const [head = ''] = readFileSync(file, 'latin1').split('\n');
  return { ino, mode: mode & 0o777, commands: (JSON.parse(head) as { readonly commands: readonly string[] }).commands };
}
