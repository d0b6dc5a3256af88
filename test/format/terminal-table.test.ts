import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { outputPlan } from '../../src/cli/output-plan.js';
import { parseInput } from '../../src/cli/parse.js';
import ListVhosts from '../../src/commands/list_vhosts.js';
import { displayWidth } from '../../src/format/display-width.js';
import { formatterNames } from '../../src/format/formatter.js';
import { print } from '../../src/format/print.js';
import { type Result, value } from '../../src/format/result.js';
import { Float } from '../../src/format/term.js';
import { awkward, capture, list, options, textOf } from './printing.js';

const people = { forPeople: true, width: 80 };

const queues = list(
  ['name', 'messages', 'message_bytes', 'peer_port', 'state'],
  [
    ['q1', 5, 1023, 45678, 'running'],
    ['日本', 1234567, 1024 ** 3, '', 'down'],
  ],
);

test('aligned, numbers to the right, readable', async () => {
  expect(await textOf(queues, 'table', people)).toBe(
    [
      'name   messages  message_bytes  peer_port  state',
      'q1            5         1023 B      45678  running',
      '日本  1,234,567        1.0 GiB             down',
      '',
    ].join('\n'),
  );
});

test.each([
  [0, '0 B'],
  [1024, '1.0 KiB'],
  [1536, '1.5 KiB'],
  [1024 * 1024 - 1, '1.0 MiB'],
  [123456789012, '115.0 GiB'],
  [18446744073709551615n, '16384.0 PiB'],
])('%s bytes read %s', async (bytes, text) => {
  expect(await textOf(list(['bytes'], [[bytes]]), 'table', { ...people, silent: true })).toBe(`${text}\n`);
});

test.each([
  [999, '999'],
  [-1234567, '-1,234,567'],
  [new Float(12345.5), '12,345.5'],
  [18446744073709551615n, '18,446,744,073,709,551,615'],
])('%s as an amount reads %s', async (amount, text) => {
  expect(await textOf(list(['messages'], [[amount]]), 'table', { ...people, silent: true })).toBe(`${text}\n`);
});

test('a column with a word in it is text', async () => {
  expect(
    await textOf(
      list(
        ['limit', 'x'],
        [
          [1000, 'a'],
          ['infinity', 'b'],
        ],
      ),
      'table',
      people,
    ),
  ).toBe('limit     x\n1000      a\ninfinity  b\n');
});

test('header: bold in colour, absent when silent', async () => {
  const small = list(['a', 'n'], [['x', 1]]);
  expect(await textOf(small, 'table', { ...people, colour: true })).toBe('\x1b[1ma\x1b[22m  \x1b[1mn\x1b[22m\nx  1\n');
  expect(await textOf(small, 'table', { ...people, silent: true })).toBe('x  1\n');
});

test('an empty list says so', async () => {
  expect(await textOf(list(['a'], []), 'table', people)).toBe('(none)\n');
  expect(await textOf(list(['a'], []), 'table', { ...people, silent: true })).toBe('');
});

describe('width', () => {
  const long = list(
    ['name', 'messages', 'policy'],
    [
      ['x'.repeat(100), 1234, 'y'.repeat(30)],
      ['日'.repeat(40), 5, 'p'],
    ],
  );

  test('the widest text gives way, visibly', async () => {
    const lines = (await textOf(long, 'table', { ...people, width: 60 })).trimEnd().split('\n');
    expect(lines.map(displayWidth).every((width) => width <= 60)).toBe(true);
    expect(lines[1]).toMatch(/^x+… +1,234 {2}y+$|^x+… +1,234 {2}y+…$/);
    expect(lines[2]).toMatch(/^日+… +5 {2}p$/);
  });

  test('nothing is cut where there is room', async () => {
    expect(await textOf(long, 'table', { ...people, width: 200 })).not.toContain('…');
  });

  test('numbers are never cut', async () => {
    const numbers = list(['messages_ready', 'messages_unacknowledged'], [[123456789012, 123456789012]]);
    expect(await textOf(numbers, 'table', { ...people, width: 10 })).toContain('123,456,789,012');
  });
});

describe('a name cannot touch the screen', () => {
  test.each(Object.entries(awkward))('%s', async (_, text) => {
    const table = await textOf(list(['name', 'n'], [[text, 1]]), 'table', people);
    expect(table.trimEnd().split('\n')).toHaveLength(2);
    expect(table).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
    const prose = await textOf(value(`Queue ${text}`), 'string', people);
    expect(prose).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
  });

  test('what it shows instead', async () => {
    expect(await textOf(list(['name'], [['\x1b[2J\n\t\x07\u202e\u009b']]), 'table', { ...people, silent: true })).toBe(
      '\\e[2J\\n\\t\\x07\\u{202e}\\x9b\n',
    );
  });
});

describe('a formatter that was asked for', () => {
  const hostile = 'q\x1b]0;pwned\x07\x1b[2J\u009b\u202e';

  async function on(terminal: boolean, result: Result, formatter: string): Promise<string> {
    const streams = capture(terminal);
    await print(result, options(formatter, { colour: terminal }), streams);
    return streams.out();
  }

  test.each(formatterNames)('%s cannot touch the screen', async (formatter) => {
    for (const result of [
      list(['name', 'n'], [[hostile, 1]]),
      value(hostile),
      value([hostile]),
      value({ name: hostile }),
    ]) {
      const text = (await on(true, result, formatter)).replaceAll(/\x1b\[(1|22)m/g, '');
      expect(text).not.toMatch(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e]/);
    }
  });

  test('is not drawn, and its text is otherwise the same', async () => {
    const rows = list(['name', 'n'], [['é\tb', 1024]]);
    for (const formatter of ['table', 'csv', 'erlang', 'string', 'json', 'report'])
      expect(await on(true, rows, formatter)).toBe(await on(false, rows, formatter));
    expect(await on(true, list(['name'], [], false), 'csv')).toBe('\r\n\r\n\n');
  });

  test('shows in JSON as JSON does', async () => {
    const text = await on(true, list(['name'], [[hostile]]), 'json');
    expect(text).not.toMatch(/\u202e/);
    expect(JSON.parse(text)).toEqual([{ name: hostile }]);
  });

  test.each(['table', 'csv'])('a pipe gets the bytes: %s', async (formatter) => {
    expect(await on(false, list(['name'], [[hostile]]), formatter)).toContain(hostile);
  });
});

test.each([0, undefined])('a terminal that does not know its width is one of 80 columns: %s', async (columns) => {
  const { stdout, stderr, out } = capture(true);
  const outside = {
    env: { NO_COLOR: '1' },
    stdin: new PassThrough(),
    stdout: Object.assign(stdout, columns === undefined ? {} : { columns }),
    stderr,
    signal: new AbortController().signal,
  };
  const { definition } = ListVhosts;
  const input = await parseInput(definition, 'list_vhosts', []);
  const plan = await outputPlan(definition, input, outside);
  await plan.print(list(['name'], [['x'.repeat(100)]]), {});
  expect(out()).toBe(`name\n${'x'.repeat(79)}…\n`);
});

test('a proplist is a table of one row, text stays text', async () => {
  expect(await textOf(value({ name: 'x', messages: 1000 }), 'table', people)).toBe('name  messages\nx        1,000\n');
  expect(await textOf(value('done'), 'table', people)).toBe('done\n');
});
