import { expect, test } from 'vitest';
import { value } from '../../src/format/result.js';
import { Atom } from '../../src/format/term.js';
import { comparable } from '../parity/compare.js';
import { list, textOf } from './printing.js';

test('rows are property lists with atoms for keys', async () => {
  expect(
    await textOf(
      list(
        ['name', 'state'],
        [
          ['q1', new Atom('running')],
          ['q2', new Atom('maybe')],
        ],
      ),
      'erlang',
    ),
  ).toBe('[[{name,<<"q1">>},{state,running}],[{name,<<"q2">>},{state,maybe}]]\n');
});

test('the release of the node decides what needs quotes', async () => {
  expect(await textOf(value(new Atom('maybe')), 'erlang', { otp: 25 })).toBe('maybe\n');
  expect(await textOf(value(new Atom('maybe')), 'erlang', { otp: 27 })).toBe("'maybe'\n");
});

test('an empty list, streamed or not', async () => {
  expect(await textOf(list(['name'], []), 'erlang')).toBe('[]\n');
  expect(await textOf(list(['name'], [], false), 'erlang')).toBe('[]\n');
});

test('long values are broken at 80 columns', async () => {
  const names = Array.from({ length: 12 }, (_, index) => new Atom(`rabbit_number_${index}`));
  const lines = (await textOf(value({ nodes: names }), 'erlang')).split('\n');
  expect(lines.length).toBeGreaterThan(2);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('a streamed list is one term, too: as the real formatter of 3.10 and 4.0 has it', async () => {
  const rows = Array.from({ length: 3 }, (_, index) => [`q${index}`, new Atom('running')]);
  const text = await textOf(list(['name', 'state'], rows), 'erlang');
  expect(text).toBe(await textOf(list(['name', 'state'], rows, false), 'erlang'));
  expect(text).toMatch(/^\[\[\{name,<<"q0">>\},\{state,running\}\],\n \[\{name/);
});

test('parity takes rows in any order, but no other line breaks', async () => {
  const argv = ['list_queues', '--formatter', 'erlang'];
  const said = (stdout: string) => comparable({ code: 0, stdout: `Listing ...\n${stdout}`, stderr: '' }, { argv });
  const rows = ['a', 'name somewhat longer', 'c'].map((name) => [name, new Atom('running'), { x: name }]);
  const text = await textOf(list(['name', 'state', 'arguments'], rows), 'erlang');
  const turned = await textOf(list(['name', 'state', 'arguments'], rows.toReversed()), 'erlang');
  expect(said(text)).toBe(said(turned));
  expect(said(text)).not.toBe(said(text.replace('},\n', '}, ')));
  expect(said(text)).not.toBe(said(text.replaceAll(/\n +/g, '')));
});
