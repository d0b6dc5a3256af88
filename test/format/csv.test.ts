import { expect, test } from 'vitest';
import { value } from '../../src/format/result.js';
import { AmqpTable, Tuple } from '../../src/format/term.js';
import { awkward, list, textOf } from './printing.js';

test('every field in quotes, lines ended by LF', async () => {
  const arguments_ = new AmqpTable({ 'x-queue-type': 'quorum' });
  expect(
    await textOf(
      list(
        ['name', 'arguments'],
        [
          ['q1', arguments_],
          ['q2', new AmqpTable({})],
        ],
      ),
      'csv',
    ),
  ).toBe('"name","arguments"\n"q1","[{""x-queue-type"",""quorum""}]"\n"q2","[]"\n');
});

test('an empty list: nothing when streamed, else an empty header and an empty record', async () => {
  expect(await textOf(list(['name'], []), 'csv')).toBe('');
  expect(await textOf(list(['name'], [], false), 'csv')).toBe('\r\n\r\n\n');
});

test('a single value ends its lines by CRLF, and then the printer adds its own', async () => {
  expect(await textOf(value({ a: 1, b: new Tuple(127, 0, 0, 1) }), 'csv')).toBe('"a","b"\r\n"1","127.0.0.1"\r\n\n');
  expect(await textOf(value('x'), 'csv')).toBe('"x"\r\n\n');
});

test('the header stays when silent', async () => {
  expect(await textOf(list(['n'], [[1]]), 'csv', { silent: true, tableHeaders: false })).toBe('"n"\n"1"\n');
});

test.each(Object.entries(awkward))('%s is quoted and otherwise as it is', async (_, text) => {
  const printed = await textOf(list(['n'], [[text]]), 'csv');
  expect(printed).toBe(`"n"\n"${text.replaceAll('"', '""')}"\n`);
});
