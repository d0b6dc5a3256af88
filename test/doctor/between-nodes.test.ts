import { expect, test } from 'vitest';
import type { Node } from '../../src/cluster/cluster.js';
import { betweenNodes } from '../../src/doctor/between-nodes.js';
import type { Facts } from '../../src/doctor/machine.js';

/** A node whose machine answers the line script with these words. */
const looked = (name: string, stdout: string, facts: Partial<Facts> = {}, code = 0) => ({
  node: { name, host: { name, run: async () => ({ stdout, stderr: '', code, seconds: 0 }) } } as unknown as Node,
  machine: {
    items: [],
    facts: {
      ...{ cookieOwner: 'rabbitmq 400', cookieHash: 'c0', version: '4.0.5-5', diskFree: 1e9, diskPercent: 1 },
      ...{ epmd: new Map([['rabbit', 25_672]]), ...facts },
    },
  },
});

const other = looked('rabbit@mq2', '');
const told = async (one: ReturnType<typeof looked>, others = [other]) =>
  (await betweenNodes(one, others)).items.map(({ state, name, says }) => `${state} ${name}: ${says}`);

test('names resolve, ports answer, cookies are the same', async () => {
  expect(await told(looked('rabbit@mq1', 'address 10.0.0.2\n'))).toEqual([
    'ok rabbit@mq2: mq2 is 10.0.0.2 there, and answers',
    'ok cookie: the same as that of rabbit@mq2',
  ]);
});

test('a name that does not resolve, a port that is shut, a machine that cannot try', async () => {
  expect((await told(looked('rabbit@mq1', 'unresolved\n')))[0]).toBe('failed rabbit@mq2: mq2 does not resolve there');
  expect((await told(looked('rabbit@mq1', 'address 10.0.0.2\nclosed 25672\n')))[0]).toBe(
    'failed rabbit@mq2: mq2 (10.0.0.2) cannot be reached at port 25672',
  );
  expect((await told(looked('rabbit@mq1', '', {}, 127)))[0]).toMatch(/^skipped rabbit@mq2/);
});

test('another cookie, which is not shown, and another version', async () => {
  const lines = await told(looked('rabbit@mq1', 'address 10.0.0.2\n', { cookieHash: 'c1', version: '4.1.8-1' }));
  expect(lines.slice(1)).toEqual([
    'failed cookie: differs from that of rabbit@mq2: they cannot talk to each other',
    'warning version: it has 4.1.8-1, rabbit@mq2 has 4.0.5-5',
  ]);
  expect(lines.join()).not.toMatch(/c[01]/);
});

test('nobody else', async () => {
  expect(await told(looked('rabbit@mq1', ''), [])).toEqual([
    'skipped others: no other node is known: name two, or more',
  ]);
});
