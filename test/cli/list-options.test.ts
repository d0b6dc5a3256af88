import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Condition, listed, listFlags } from '../../src/cli/list-options.js';
import { UsageError } from '../../src/errors.js';
import { nothing, type Result, type Row } from '../../src/format/result.js';
import { Atom, Float } from '../../src/format/term.js';
import { type Broker, broker } from './broker.js';
import { run } from './world.js';

const rows: readonly Row[] = [
  ['b', 20, new Atom('running')],
  ['a', 3, new Atom('running')],
  ['é', new Atom(''), new Atom('down')],
  ['c', new Float(3.5), new Atom('')],
];
const list: Result = { kind: 'rows', columns: ['name', 'messages', 'state'], rows, streamed: true };
const filter = (text: string) => listFlags.filter.parse(text, 'filter') as Condition;

async function names(options: Parameters<typeof listed>[1]): Promise<string> {
  const result = await listed(list, options);
  if (result.kind !== 'rows' || !(Symbol.iterator in result.rows)) throw new Error('no rows');
  return [...result.rows].map(([name]) => name).join('');
}

describe('--sort', () => {
  it.each([
    ['name', 'abcé'],
    ['-name', 'écba'],
    // Numbers as numbers, and what is empty last in either direction.
    ['messages', 'acbé'],
    ['-messages', 'bcaé'],
    ['state', 'ébac'],
  ])('%s', async (sort, order) => expect(await names({ sort })).toBe(order));

  it('says which column was likely meant', async () => {
    const hint = 'Did you mean messages? Listed are name, messages, state.';
    await expect(listed(list, { sort: '-mesages' })).rejects.toMatchObject({ exitCode: 64, hint });
  });
});

describe('--filter', () => {
  it.each([
    ['messages>3', 'bc'],
    ['messages >= 3', 'bac'],
    ['messages<4', 'ac'],
    ['messages<=3', 'a'],
    ['messages=20', 'b'],
    ['messages!=20', 'aéc'],
    ['state=running', 'ba'],
    ['state==running', 'ba'],
    ['state!=running', 'éc'],
    ['state=', 'c'],
    ['name>a', 'béc'],
    ['name~^[a-b]$', 'ba'],
  ])('%s', async (text, order) => expect(await names({ filter: filter(text) })).toBe(order));

  it.each(['messages', '>3', 'name~(', ''])('%j is none', (text) => expect(() => filter(text)).toThrow(UsageError));

  it('refuses a word where there are numbers, and a column that is not listed', async () => {
    await expect(listed(list, { filter: filter('messages>many') })).rejects.toBeInstanceOf(UsageError);
    await expect(listed(list, { filter: filter('nmae=a') })).rejects.toMatchObject({
      message: '--filter: no column "nmae" is listed',
    });
  });
});

it('filters first, then sorts, then cuts, also rows that come some at a time', async () => {
  expect(await names({ filter: filter('messages>0'), sort: '-messages', limit: 2 })).toBe('bc');
  expect(await names({ limit: 0 })).toBe('');
  async function* slowly() {
    for (const row of rows) yield [row];
  }
  const result = await listed({ ...list, rows: slowly() } as Result, { sort: 'name', limit: 1 });
  expect(result).toMatchObject({ rows: [['a', 3, { name: 'running' }]], streamed: true });
});

it.each(['-1', 'some', '1.5', ''])('--limit %j is none', (word) =>
  expect(() => listFlags.limit.parse(word, 'limit')).toThrow(UsageError),
);

it('what is no list of rows has nothing to sort', async () => {
  expect(await listed(nothing, {})).toBe(nothing);
  await expect(listed(nothing, { limit: 1 })).rejects.toBeInstanceOf(UsageError);
  const passed: Result = { kind: 'passed', start: async () => 0 };
  await expect(listed(passed, { limit: 1 })).rejects.toThrow("cannot be applied to what the node's own tool prints");
});

describe('on a command line', () => {
  const queue = (name: string, messages: number) => ({ name, vhost: '/', type: 'classic', messages });
  let node: Broker;
  beforeEach(async () => {
    node = await broker({ 'GET queues/%2F': [queue('a', 1), queue('b', 3), queue('c', 2)] });
  });
  afterEach(() => node.stop());
  const ask = (...words: string[]) => run(['--url', node.url, 'list_queues', '-s', ...words]);

  it('--sort takes a minus before the column as a word of its own', async () => {
    expect((await ask('--sort', '-messages', '--limit', '2')).stdout).toBe('b\t3\nc\t2\n');
    expect((await ask('--sort=-messages', '--filter', 'messages<3')).stdout).toBe('c\t2\na\t1\n');
  });

  it('also where the column begins like an option', async () => {
    expect((await ask('--sort', '-name')).stdout).toBe('c\t2\nb\t3\na\t1\n');
    expect((await ask('--sort=-name', '--limit', '1')).stdout).toBe('c\t2\n');
    expect((await ask('--sort', '--limit', '1')).code).toBe(64);
  });

  it('is refused where only the node’s own tool could answer, which is then not asked', async () => {
    const { code, stdout, stderr } = await ask('pid', '--sort', 'pid');
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain("--sort cannot be applied to what the node's own tool prints");
    expect(stderr).toContain('HTTP does not give pid');
    expect(stderr).not.toContain('Asking');
  });
});
