import { describe, expect, test } from 'vitest';
import { Unavailable } from '../../src/errors.js';
import { print } from '../../src/format/print.js';
import type { Result } from '../../src/format/result.js';
import { screenCopy } from '../../src/format/screen-copy.js';
import { capture, options } from './printing.js';

const copied = (...chunks: readonly Uint8Array[]): string => {
  const copy = screenCopy();
  return chunks.map(copy.take).join('') + copy.end();
};
const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

const hostile = 'q\x1b]0;pwned\x07\x1b[2J';
const shown = 'q\\e]0;pwned\\x07\\e[2J';

describe('on a terminal', () => {
  test.each([
    ['lines and tabs stay', 'a\tb\nc\n', 'a\tb\nc\n'],
    ['lines that end as in files stay', 'a\r\nb\r\n', 'a\r\nb\r\n'],
    ['bold and colours stay', '\x1b[1mBasics\x1b[0m \x1b[38;5;1mx\x1b[m', '\x1b[1mBasics\x1b[0m \x1b[38;5;1mx\x1b[m'],
    ['closed boxes stay', '\x1b(0lqk\x1b(B', '\x1b(0lqk\x1b(B'],
    ['drawing that stays on does not', 'q\x1b(0jk\nx\x1b(B', 'q\\e(0jk\nx\\e(B'],
    ['drawing of other characters does not', '\x1b(0ab\x1b(B', '\\e(0ab\\e(B'],
    ['titles and cleared screens show', hostile, shown],
    ['a return that would overwrite the line shows', 'bad\rgood', 'bad\\rgood'],
    ['C1 controls and turned writing show', '\u009b2J\u202e', '\\x9b2J\\u{202e}'],
    ['text stays, in every script', 'é 日本 🐇 שלום', 'é 日本 🐇 שלום'],
    ['an escape that never ends shows', 'a\x1b[1', 'a\\e[1'],
  ])('%s', (_, text, seen) => {
    expect(copied(bytes(text))).toBe(seen);
    expect(copied(...[...bytes(text)].map((byte) => Uint8Array.of(byte)))).toBe(seen);
  });

  test('what is no UTF-8 is no control either', () => {
    expect(copied(Uint8Array.of(0x61, 0x9b, 0x32, 0x4a, 0xc3))).toBe('a\ufffd2J\ufffd');
  });
});

describe("what a node's own tool says of a hostile name", () => {
  const tool = (verbatim?: boolean): Result => ({
    kind: 'passed',
    ...(verbatim === undefined ? {} : { verbatim }),
    start: async (sink) => {
      await sink('stdout', bytes(`\x1b[1mname\x1b[0m\n${hostile}\n`));
      await sink('stderr', bytes(`Error: ${hostile}`));
      return 0;
    },
  });

  async function said(result: Result, terminal: boolean, formatter = 'table') {
    const streams = capture(terminal);
    await print(result, options(formatter), streams);
    return { out: streams.out(), err: streams.err() };
  }

  test('reaches a terminal as text', async () => {
    expect(await said(tool(), true)).toEqual({ out: `\x1b[1mname\x1b[0m\n${shown}\n`, err: `Error: ${shown}` });
  });

  test.each([true, false])('is not lost when the tool breaks off in its line: terminal %s', async (terminal) => {
    const streams = capture(terminal);
    const broken: Result = {
      kind: 'passed',
      start: async (sink) => {
        await sink('stdout', bytes('one\ntwo \x1b[1mthr'));
        throw new Unavailable('connection closed');
      },
    };
    await expect(print(broken, options('table'), streams)).rejects.toThrow('connection closed');
    expect(streams.out()).toBe('one\ntwo \x1b[1mthr');
  });

  test('is left alone where the bytes were asked for, and in pipes', async () => {
    expect(await said(tool(true), true)).toEqual({
      out: `\x1b[1mname\x1b[0m\n${hostile}\n`,
      err: `Error: ${hostile}`,
    });
    expect(await said(tool(), false)).toEqual({ out: `name\n${hostile}\n`, err: `Error: ${hostile}` });
  });

  test.each(['table', 'json'])('reaches it as text from all nodes, too: %s', async (formatter) => {
    const nodes: Result = { kind: 'perNode', results: new Map([['a', tool]]) };
    const { out, err } = await said(nodes, true, formatter);
    expect(out + err).not.toMatch(/\x1b[^[]|\x1b\[2J|\x07/);
    expect(out).toContain('pwned');
  });

  test("a node's own JSON stays JSON", async () => {
    const start: Extract<Result, { kind: 'passed' }>['start'] = async (sink) => {
      await sink('stdout', bytes('{"name":"\u009b2J"}\n'));
      await sink('stderr', bytes(hostile));
      return 0;
    };
    const nodes: Result = { kind: 'perNode', results: new Map([['a', () => ({ kind: 'passed', start })]]) };
    expect(await said(nodes, true, 'json')).toEqual({ out: '{"a":{"name":"\\u009b2J"}}\n', err: `a: ${shown}\n` });
  });

  test('so does a file that is printed', async () => {
    async function* chunks() {
      yield bytes('{"name":"é\u009b');
      yield bytes('"}\n');
    }
    expect((await said({ kind: 'bytes', chunks: chunks() }, true)).out).toBe('{"name":"é\\x9b"}\n');
    expect((await said({ kind: 'bytes', chunks: chunks() }, false)).out).toBe('{"name":"é\u009b"}\n');
  });
});
