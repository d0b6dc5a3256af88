import { describe, expect, test } from 'vitest';
import { CliError, Unavailable } from '../../src/errors.js';
import { print } from '../../src/format/print.js';
import { nothing, type Result, type Sink, value } from '../../src/format/result.js';
import { capture, list, options, printed } from './printing.js';

type Results = Record<string, Result | CliError>;

const perNode = (results: Results, parallel?: number): Result => ({
  kind: 'perNode',
  parallel,
  results: new Map(Object.entries(results).map(([node, result]) => [node, () => orThrow(result)])),
});
const orThrow = (result: Result | CliError): Result => {
  if (result instanceof CliError) throw result;
  return result;
};
const passed = (start: (sink: Sink) => Promise<number>): Result => ({ kind: 'passed', start });
const says = (stdout: string, code = 0, stderr = ''): Result =>
  passed(async (sink) => {
    await sink('stdout', Buffer.from(stdout));
    await sink('stderr', Buffer.from(stderr));
    return code;
  });

describe('as text', () => {
  test('each line has its node, each stream stays itself, the highest exit code wins', async () => {
    const results = { 'rabbit@a': says('one\n\ntwo\n', 64, 'oh\n'), 'rabbit@long': says('open end', 69), c: says('') };
    expect(await printed(perNode(results), options('table'))).toEqual({
      code: 69,
      out: 'rabbit@a: one\nrabbit@a: \nrabbit@a: two\nrabbit@long: open end\n',
      err: 'rabbit@a: oh\nFailed on 2 of 3 nodes: rabbit@a (exit code 64), rabbit@long (exit code 69)\n',
    });
  });

  test('values, rows and nothing as ever', async () => {
    const results = { a: value('text'), b: list(['n', 'm'], [[1, 2]]), c: nothing };
    expect((await printed(perNode(results), options('table'))).out).toBe('a: text\nb: n\tm\nb: 1\t2\n');
  });

  test('a node out of reach is a line on stderr and does not hide the others', async () => {
    const results = { a: new Unavailable('a does not answer', { hint: 'is it up?' }), b: says('fine\n') };
    expect(await printed(perNode(results), options('table'))).toEqual({
      code: 69,
      out: 'b: fine\n',
      err: 'a: Error: a does not answer\na:   is it up?\nFailed on 1 of 2 nodes: a (exit code 69)\n',
    });
  });

  test('so is one whose tool cannot be started, and a bug of ours', async () => {
    const results = {
      a: passed(() => Promise.reject(new Unavailable('no ssh'))),
      b: passed(() => Promise.reject(new TypeError('oops'))),
    };
    const { code, err } = await printed(perNode(results), options('table'));
    expect(code).toBe(70);
    expect(err).toContain('a: Error: no ssh\n');
    expect(err).toMatch(/b: Error: oops\nb: {3}This is a bug/);
  });

  test('lines are never mixed, however the pieces come, and bytes survive', async () => {
    const pieces = (word: string) =>
      passed(async (sink) => {
        for (let line = 0; line < 200; line++) {
          for (const byte of Buffer.from(`${word} ${line} é日\r\n`)) {
            if (line % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
            // Half of the pieces are not waited for.
            const taken = sink('stdout', Uint8Array.of(byte));
            if (byte % 2) await taken;
          }
        }
        return 0;
      });
    const nodes = { alpha: pieces('eins'), beta: pieces('zwei'), gamma: pieces('drei') };
    const { out } = await printed(perNode(nodes), options('table'));
    for (const [node, word] of [
      ['alpha', 'eins'],
      ['beta', 'zwei'],
      ['gamma', 'drei'],
    ]) {
      const own = out.split('\n').filter((line) => line.startsWith(`${node}: `));
      expect(own).toEqual(Array.from({ length: 200 }, (_, line) => `${node}: ${word} ${line} é日\r`));
    }
    expect(out.split('\n')).toHaveLength(601);
  });

  test('nodes run side by side', async () => {
    let release = (): void => {};
    const opened = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = passed(async () => opened.then(() => 0));
    const second = passed(async () => {
      release();
      return 0;
    });
    expect((await printed(perNode({ first, second }), options('table'))).code).toBe(0);
  });

  test('what one says is printed while another one is not even asked', async () => {
    const streams = capture(false);
    let answer = (_: Result): void => {};
    const slow = new Promise<Result>((resolve) => {
      answer = resolve;
    });
    const results = new Map<string, () => Result | Promise<Result>>([
      ['slow', () => slow],
      ['quick', () => says('done\n')],
    ]);
    const printing = print({ kind: 'perNode', results }, options('table'), streams);
    await expect.poll(() => streams.out()).toBe('quick: done\n');
    answer(says('at last\n'));
    expect(await printing).toBe(0);
    expect(streams.out()).toBe('quick: done\nslow: at last\n');
  });

  test.each([1, 2, 9])('%i at a time, the codes stay with their nodes', async (parallel) => {
    let now = 0;
    let most = 0;
    const busy = (code: number) =>
      passed(async () => {
        most = Math.max(most, ++now);
        await new Promise((resolve) => setTimeout(resolve, 20 - 5 * (code % 3)));
        now -= 1;
        return code;
      });
    const nodes = perNode({ a: busy(1), b: busy(0), c: busy(2), d: busy(0) }, parallel);
    const { code, err } = await printed(nodes, options('table'));
    expect({ code, most }).toEqual({ code: 2, most: Math.min(parallel, 4) });
    expect(err).toBe('Failed on 2 of 4 nodes: a (exit code 1), c (exit code 2)\n');
  });

  test('on a terminal the names are padded and coloured, on a piped stderr they are not', async () => {
    const streams = { ...capture(true) };
    const piped = capture(false);
    const results = perNode({ a: says('x\n', 0, 'e\n'), long: says('y\n') });
    const how = options('string', { forPeople: true, colour: true });
    await print(results, how, { stdout: streams.stdout, stderr: piped.stderr });
    expect(streams.out()).toBe('\x1b[36ma:\x1b[39m    x\n\x1b[36mlong:\x1b[39m y\n');
    expect(piped.err()).toBe('a:    e\n');
  });
});

describe('as JSON', () => {
  async function object(results: Results) {
    const { code, out, err } = await printed(perNode(results), options('json'));
    expect(out.trimEnd().split('\n')).toHaveLength(1);
    return { code, err, out, nodes: JSON.parse(out) as Record<string, unknown> };
  }

  test('what a tool printed, with its exit code', async () => {
    const { code, nodes, err } = await object({ 'rabbit@a': says('plain\n', 64, 'oh\n'), b: says('') });
    expect(nodes).toEqual({
      'rabbit@a': { code: 64, stdout: 'plain\n', stderr: 'oh\n' },
      b: { code: 0, stdout: '', stderr: '' },
    });
    expect(code).toBe(64);
    expect(JSON.parse(err)).toEqual({ result: 'error', message: 'Failed on 1 of 2 nodes', codes: { 'rabbit@a': 64 } });
  });

  test("a node's own JSON in place, to the last digit, its warnings on stderr", async () => {
    const { out, err } = await object({
      a: says('[\n{"n":18446744073709551615}\n,{"s":"x\\ny"}\n]\n', 0, 'careful\n'),
    });
    expect(out).toBe('{"a":[{"n":18446744073709551615},{"s":"x\\ny"}]}\n');
    expect(err).toBe('a: careful\n');
  });

  test('our own results', async () => {
    const { nodes } = await object({ a: value({ x: 1 }), b: list(['n'], [[1], [2]]), c: nothing, d: value('text') });
    expect(nodes).toEqual({
      a: { x: 1 },
      b: [{ n: 1 }, { n: 2 }],
      c: { node: 'c', result: 'ok' },
      d: { message: 'text' },
    });
  });

  test('errors with their exit codes', async () => {
    const { code, nodes, err } = await object({ a: new Unavailable('no', { hint: 'h', node: 'a' }), b: value(1) });
    expect(nodes).toEqual({ a: { code: 69, result: 'error', node: 'a', message: 'no', hint: 'h' }, b: 1 });
    expect(code).toBe(69);
    expect(JSON.parse(err)).toMatchObject({ codes: { a: 69 } });
  });

  test('no nodes', async () => {
    expect(await object({})).toMatchObject({ code: 0, nodes: {} });
  });
});
