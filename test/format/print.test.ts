import { describe, expect, test } from 'vitest';
import { CheckFailed } from '../../src/errors.js';
import { formatterNames } from '../../src/format/formatter.js';
import { print, printBanner } from '../../src/format/print.js';
import { nothing, type Result, value } from '../../src/format/result.js';
import { capture, list, options, printed, textOf } from './printing.js';

const bytes = (text: string): Uint8Array => Buffer.from(text);

describe('banner', () => {
  const banner = ['Timeout: 60.0 seconds ...', 'Listing queues for vhost / ...'];

  async function bannerOf(formatter: string, changed = {}): Promise<string> {
    const streams = capture();
    await printBanner(options(formatter, { banner, ...changed }), streams);
    expect(streams.err()).toBe('');
    return streams.out();
  }

  test.each(['table', 'pretty_table', 'erlang', 'string', 'string_per_line', 'inspect', 'report'])(
    'on stdout for %s',
    async (formatter) => {
      expect(await bannerOf(formatter)).toBe(`${banner.join('\n')}\n`);
    },
  );

  test.each(['json', 'json_stream', 'csv'])('not where a program reads: %s', async (formatter) => {
    expect(await bannerOf(formatter)).toBe('');
  });

  test('not when quiet or silent, and none is none', async () => {
    expect(await bannerOf('table', { quiet: true })).toBe('');
    expect(await bannerOf('table', { silent: true })).toBe('');
    expect(await bannerOf('table', { banner: [] })).toBe('');
  });

  test('print does not repeat it', async () => {
    expect(await textOf(value('done'), 'string', { banner })).toBe('done\n');
  });
});

describe('nothing', () => {
  test.each(formatterNames.filter((name) => !name.startsWith('json')))('is no line as %s', async (formatter) => {
    expect(await printed(nothing, options(formatter))).toEqual({ code: 0, out: '', err: '' });
  });

  test('says ok in JSON, with the node if it is known', async () => {
    expect(await textOf(nothing, 'json')).toBe('{"node":"rabbit@a","result":"ok"}\n');
    const { node: _, ...nameless } = options('json');
    expect((await printed(nothing, nameless)).out).toBe('{"result":"ok"}\n');
  });
});

describe('rows', () => {
  async function* slowly() {
    yield [['a', 1]];
    await new Promise((resolve) => setImmediate(resolve));
    yield [['b', 2]];
  }

  test('from an async iterable', async () => {
    const rows: Result = { kind: 'rows', columns: ['name', 'n'], rows: slowly(), streamed: true };
    expect(await textOf(rows, 'table')).toBe('name\tn\na\t1\nb\t2\n');
  });

  test('an async row is written before the next one is there', async () => {
    const streams = capture();
    const seen: string[] = [];
    async function* watching() {
      yield [['a']];
      seen.push(streams.out());
      yield [['b']];
      seen.push(streams.out());
    }
    await print({ kind: 'rows', columns: ['n'], rows: watching(), streamed: true }, options('json'), streams);
    expect(seen).toEqual(['[\n{"n":"a"}\n', '[\n{"n":"a"}\n,{"n":"b"}\n']);
  });

  test('an error on the way is thrown, after what came before it', async () => {
    const streams = capture();
    async function* breaking() {
      yield [['a']];
      throw new CheckFailed('gone');
    }
    const rows: Result = { kind: 'rows', columns: ['n'], rows: breaking(), streamed: true };
    await expect(print(rows, options('table'), streams)).rejects.toThrow('gone');
    expect(streams.out()).toBe('n\na\n');
  });

  test.each(['table', 'csv', 'json', 'erlang'])('many at once lose none as %s', async (formatter) => {
    const rows = Array.from({ length: 5000 }, (_, index) => [`queue-${index}`]);
    const lines = (await textOf(list(['name'], rows), formatter)).split('\n');
    expect(lines.filter((line) => line.includes('queue-'))).toHaveLength(5000);
    expect(lines.filter((line) => line.includes('queue-4999'))).toHaveLength(1);
  });
});

describe('bytes', () => {
  test('are copied, whatever they are', async () => {
    const chunks = [Uint8Array.of(0, 255, 10), Uint8Array.of(0xc3), Uint8Array.of(0xa9)];
    async function* source() {
      yield* chunks;
    }
    const written: Buffer[] = [];
    const streams = capture();
    streams.stdout._write = (chunk, _encoding, done) => {
      written.push(chunk);
      done();
    };
    expect(await print({ kind: 'bytes', chunks: source() }, options('json'), streams)).toBe(0);
    expect(Buffer.concat(written)).toEqual(Buffer.concat(chunks));
  });
});

describe('a tool passed on', () => {
  const tool = (code: number, verbatim?: boolean): Result => ({
    kind: 'passed',
    ...(verbatim === undefined ? {} : { verbatim }),
    start: async (sink) => {
      // Not awaited, as an event handler would not.
      sink('stdout', bytes('\x1b[1mBasics\x1b[0m\n'));
      sink('stderr', bytes('Error: no\n'));
      sink('stdout', bytes('end'));
      return code;
    },
  });

  test('keeps its text, its streams and its exit code', async () => {
    expect(await printed(tool(69), options('json'))).toEqual({
      code: 69,
      out: 'Basics\nend',
      err: 'Error: no\n',
    });
  });

  test('keeps even the escapes it writes into a pipe, where that is asked for', async () => {
    expect((await printed(tool(0, true), options('string'))).out).toBe('\x1b[1mBasics\x1b[0m\nend');
  });

  test('is done when the last of its bytes has been taken', async () => {
    const streams = capture();
    streams.stdout._write = (_chunk, _encoding, done) => {
      setTimeout(() => {
        streams.stderr.write('taken');
        done();
      }, 20);
    };
    await print(tool(0), options('table'), streams);
    expect(streams.err()).toBe('Error: no\ntakentaken');
  });

  test('may fail to start', async () => {
    const result: Result = { kind: 'passed', start: () => Promise.reject(new CheckFailed('no such tool')) };
    await expect(print(result, options('table'), capture())).rejects.toThrow('no such tool');
  });
});

describe('no terminal codes in a pipe', () => {
  const results: readonly (readonly [string, Result])[] = [
    ['nothing', nothing],
    ['value', value({ name: 'q', list: ['a', 1] })],
    ['text', value('text')],
    [
      'rows',
      list(
        ['name', 'messages'],
        [
          ['q1', 1],
          ['q2', 2],
        ],
      ),
    ],
    ['an empty list', list(['name'], [], false)],
    [
      'all nodes',
      {
        kind: 'perNode',
        results: new Map([
          ['rabbit@a', () => value('x')],
          ['b', () => list(['n'], [[1]])],
        ]),
      },
    ],
    [
      'a node that fails',
      { kind: 'perNode', results: new Map([['rabbit@a', () => Promise.reject(new CheckFailed('no', { hint: 'h' }))]]) },
    ],
  ];

  describe.each(formatterNames)('%s', (formatter) => {
    test.each(results)('%s', async (_, result) => {
      const streams = capture(false);
      // Even where colour was asked for by mistake.
      await print(result, options(formatter, { colour: true, forPeople: true }), streams);
      expect(streams.out() + streams.err()).not.toContain('\x1b');
    });
  });
});

test('an unknown formatter prints nothing', async () => {
  const streams = capture();
  await expect(print(value('x'), options('tabel'), streams)).rejects.toMatchObject({ exitCode: 64 });
  expect(streams.out()).toBe('');
});
