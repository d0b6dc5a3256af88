import { describe, expect, test } from 'vitest';
import { DataError, NoSuchUser, Unavailable } from '../../src/errors.js';
import { errorText, exitCodeOf } from '../../src/format/error-text.js';

const prose = { json: false, colour: false };
const json = { json: true, colour: false };

describe('prose', () => {
  test('message, and the hint below it', async () => {
    const error = new DataError("Virtual host 'x' does not exist", { hint: 'See list_vhosts\nor add_vhost' });
    expect(await errorText(error, prose)).toBe(
      "Error: Virtual host 'x' does not exist\n  See list_vhosts\n  or add_vhost\n",
    );
  });

  test('colour only when asked for', async () => {
    const error = new DataError('no');
    expect(await errorText(error, { ...prose, colour: true })).toBe('\x1b[31mError:\x1b[39m no\n');
    expect(await errorText(error, prose)).toBe('Error: no\n');
  });

  test('a server cannot move the cursor of a terminal', async () => {
    const error = new DataError('bad name \x1b[2J\x9b1m');
    expect(await errorText(error, { ...prose, terminal: true })).toBe('Error: bad name \\e[2J\\x9b1m\n');
    expect(await errorText(error, prose)).toBe('Error: bad name \x1b[2J\x9b1m\n');
  });

  test('a bug is called one, its stack only shown when asked for', async () => {
    const bug = new TypeError('x is not a function');
    const short = await errorText(bug, prose);
    expect(short).toBe(
      'Error: x is not a function\n  This is a bug in rabbitctl; --print-stacktrace shows where it is\n',
    );
    const long = await errorText(bug, { ...prose, stack: true });
    expect(long).toContain('This is a bug in rabbitctl\n');
    expect(long).toContain('error-text.test.ts');
  });

  test('the stack goes back to the first cause', async () => {
    const error = new Unavailable('not reachable', { cause: new Error('ECONNREFUSED here') });
    expect(await errorText(error, { ...prose, stack: true })).toContain('Caused by: Error: ECONNREFUSED here');
  });

  test('what is no error at all', async () => {
    expect(await errorText('just text', prose)).toMatch(/^Error: just text\n {2}This is a bug/);
  });
});

describe('JSON', () => {
  test('one line with what is known', async () => {
    const error = new DataError('no\nsuch', { hint: 'h', node: 'rabbit@b' });
    const text = await errorText(error, { ...json, node: 'rabbit@a' });
    expect(text).toBe('{"result":"error","node":"rabbit@b","message":"no\\nsuch","hint":"h"}\n');
  });

  test('nothing made up for what is not', async () => {
    expect(await errorText(new DataError('no'), json)).toBe('{"result":"error","message":"no"}\n');
    expect(await errorText(new DataError('no'), { ...json, node: 'rabbit@a' })).toContain('"node":"rabbit@a"');
  });
});

test('exit codes', () => {
  expect(exitCodeOf(new NoSuchUser('x'))).toBe(67);
  expect(exitCodeOf(new NoSuchUser('x', { exitCode: 69 }))).toBe(69);
  expect(exitCodeOf(new Error('x'))).toBe(70);
});
