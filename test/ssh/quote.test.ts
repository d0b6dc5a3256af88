import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../src/errors.js';
import { commandLine, quoteWords } from '../../src/ssh/quote.js';
import { awkwardArguments } from './awkward.js';

const shells = ['/bin/sh', '/bin/dash', '/bin/bash', '/bin/zsh', '/bin/ksh', '/usr/bin/fish'].filter(existsSync);

describe('a command line', () => {
  it.each(shells)('is read back by %s as the same argv', (shell) => {
    const line = commandLine(['printf', '%s\\0', ...awkwardArguments]);
    const words = execFileSync(shell, ['-c', line], { encoding: 'utf8' }).split('\0').slice(0, -1);
    expect(words).toEqual(awkwardArguments);
  });

  it.each(shells)('carries every byte of the lower half through %s', (shell) => {
    const all = Array.from({ length: 127 }, (_, index) => String.fromCharCode(index + 1)).join('');
    expect(execFileSync(shell, ['-c', commandLine(['printf', '%s', all])], { encoding: 'utf8' })).toBe(all);
  });

  it('sets directory and variables, odd ones too', () => {
    const line = commandLine(['sh', '-c', 'pwd; printf %s "$A$B"'], { cwd: '/usr', env: { A: "it's $HOME", B: '' } });
    expect(execFileSync('/bin/sh', ['-c', line], { encoding: 'utf8' })).toBe("/usr\nit's $HOME");
  });

  it('leaves plain words readable', () => {
    expect(quoteWords(['rabbitmqctl', '-n', 'rabbit@mq1', '--formatter=json', '/'])).toBe(
      'rabbitmqctl -n rabbit@mq1 --formatter=json /',
    );
    expect(quoteWords(["it's", 'a b', ''])).toBe(`'it'\\''s' 'a b' ''`);
  });

  it.each([
    ['a NUL byte', ['echo', 'a\0b'], {}],
    ['a program that looks like an option', ['-c', 'id'], {}],
    ['no program', [], {}],
    ['an empty program', [''], {}],
    ['a variable that is no name', ['env'], { env: { 'A;id': '' } }],
    ['a line beyond what a program can take', ['echo', 'x'.repeat(131_072)], {}],
  ])('refuses %s', (_what, argv, surroundings) => {
    expect(() => commandLine(argv, surroundings)).toThrow(DataError);
  });
});
