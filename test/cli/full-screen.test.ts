import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import type { Outside } from '../../src/cli/outside.js';
import { Terminal } from '../../src/cli/terminal.js';
import { UsageError } from '../../src/errors.js';

const taken = '\x1b[?1049h\x1b[?25l\x1b[?7l';
const givenBack = '\x1b[?7h\x1b[?25h\x1b[?1049l';

function terminal(env: Record<string, string> = { TERM: 'xterm' }, isTTY = true) {
  const raw: boolean[] = [];
  const stdin = Object.assign(new PassThrough(), { isTTY, setRawMode: (on: boolean) => raw.push(on) });
  const stdout = Object.assign(new PassThrough(), { isTTY, columns: 100, rows: 30 });
  const stderr = Object.assign(new PassThrough(), { isTTY });
  const seen = { stdout: '', stderr: '' };
  stdout.on('data', (chunk) => (seen.stdout += chunk));
  stderr.on('data', (chunk) => (seen.stderr += chunk));
  const outside = { env, stdin, stdout, stderr, signal: new AbortController().signal } as unknown as Outside;
  return { terminal: new Terminal(outside), stdin, stdout, seen, raw };
}

const silent = { typed: () => {}, resized: () => {}, gone: () => {} };

test('it is taken, typed into, resized, and given back with what was noted meanwhile', async () => {
  const { terminal: one, stdin, stdout, seen, raw } = terminal();
  const heard: string[] = [];
  const screen = await one.fullScreen({
    typed: (text) => heard.push(text),
    resized: () => heard.push('resized'),
    gone: () => {},
  });
  expect(seen.stdout).toBe(taken);
  expect([screen?.columns(), screen?.rows()]).toEqual([100, 30]);
  stdin.write('\x1b[A');
  stdout.emit('resize');
  one.note('a line');
  await expect(one.readSecret('password: ')).rejects.toBeInstanceOf(UsageError);
  await screen?.write('x');
  expect(seen.stderr).toBe('');
  screen?.close();
  await new Promise((resolve) => setTimeout(resolve));
  expect(seen).toEqual({ stdout: `${taken}x${givenBack}`, stderr: 'a line\n' });
  expect(heard.toSorted()).toEqual(['\x1b[A', 'resized']);
  expect(raw).toEqual([true, false]);
  expect([stdout.listenerCount('resize'), process.listenerCount('exit')]).toEqual([0, before]);
});

const before = process.listenerCount('exit');

test('a process that ends without closing it gives it back all the same', async () => {
  const { terminal: one, seen } = terminal();
  const screen = await one.fullScreen(silent);
  process.listeners('exit').at(-1)?.call(process, 0);
  expect(seen.stdout).toBe(taken + givenBack);
  screen?.close();
  expect(seen.stdout).toBe(taken + givenBack);
});

test('a terminal that was hung up cannot be set back, which is no crash', async () => {
  const { terminal: one, stdin } = terminal();
  const screen = await one.fullScreen(silent);
  stdin.setRawMode = () => stdin.emit('error', new Error('setRawMode EIO')) as never;
  expect(() => screen?.close()).not.toThrow();
  // The system says so once more, when nobody waits for it.
  expect(stdin.listenerCount('error')).toBe(1);
});

test('there is none in a pipe, nor where a terminal takes lines alone', async () => {
  expect(await terminal({ TERM: 'xterm' }, false).terminal.fullScreen(silent)).toBeUndefined();
  expect(await terminal({ TERM: 'dumb' }).terminal.fullScreen(silent)).toBeUndefined();
  expect(await terminal({}).terminal.fullScreen(silent)).toBeUndefined();
});
