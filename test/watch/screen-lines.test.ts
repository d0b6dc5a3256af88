import { describe, expect, it, test } from 'vitest';
import { displayWidth } from '../../src/format/display-width.js';
import { type Size, screenLines } from '../../src/watch/screen-lines.js';
import { firstView, type ScreenState } from '../../src/watch/screen-state.js';
import { nodeRecord, queueRecord, record, stateOf } from './records.js';

const textOf = (state: ScreenState, size: Size): readonly string[] =>
  screenLines(state, size).map((line) =>
    line
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );

const usual: Size = { columns: 80, rows: 24 };
const large: Size = { columns: 200, rows: 50 };

const fifty = Array.from({ length: 50 }, (_, at) =>
  nodeRecord(`rabbit@mq${at + 1}`, at === 41 ? { running: false } : {}),
);
const awkward = ['注文キュー', 'a\x1b[31mred', 'x'.repeat(300), '👩‍👩‍👧‍👦 family', 'عربي', 'e\u0301'.repeat(90)];
const hundred = Array.from({ length: 100 }, (_, at) => queueRecord(awkward[at] ?? `queue-${at}`, 10_000_000 - at));
const manyQueues = { time: record().time, count: 10_000, sorted_by: 'messages' as const, longest: hundred };
const down = { time: record().time, kind: 'down' as const, node: 'rabbit@mq2', message: 'rabbit@mq2 is down' };

const states: Readonly<Record<string, ScreenState>> = {
  'nothing yet': stateOf([]),
  'three nodes': stateOf([record(), record(2), record(4)]),
  'no node': stateOf([record(0, { nodes: [], answered_by: null, problem: 'connection refused', queues: null })]),
  'fifty nodes, 10,000 queues': stateOf([
    record(0, { nodes: fifty, queues: manyQueues, events: Array(40).fill(down) }),
  ]),
  help: stateOf([record()], { view: { ...firstView, help: true } }),
  'a long recording': stateOf(
    Array.from({ length: 500 }, (_, at) => record(at * 2, { cluster: '群'.repeat(60) })),
    {
      replay: { file: '/tmp/файл', speed: 60, ended: true },
    },
  ),
};

describe.each(Object.entries(states))('%s', (_, state) => {
  it.each([
    [80, 24],
    [200, 50],
    [120, 30],
    [79, 23],
    [40, 12],
    [20, 5],
    [10, 3],
    [1, 1],
    [500, 200],
  ])('fills %i columns and %i rows, and no more', (columns, rows) => {
    const lines = screenLines(state, { columns, rows });
    expect(lines).toHaveLength(rows);
    const texts = lines.map((line) => line.map(({ text }) => text).join(''));
    for (const text of texts) {
      expect(displayWidth(text)).toBeLessThanOrEqual(columns);
      expect(text).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
    }
  });
});

test('three nodes on 80×24', () => {
  const lines = textOf(states['three nodes'] as ScreenState, usual);
  expect(lines[0]).toMatch(/^prod {2}3 of 3 nodes run +rabbit@mq1 · \d\d:\d\d:\d\d · every 2 s$/);
  expect(lines[1]).toMatch(/^published +4\.0\/s .*█ {2}messages +12,034 +███$/);
  expect(lines[4]).toMatch(/^queues 120 · connections 45 · channels 90 · consumers 30/);
  expect(lines[5]).toMatch(/^node +state +memory +disk free +fds +conn\/s +http +up$/);
  expect(lines[6]).toMatch(/^rabbit@mq1 +running +30 % +74\.5 GiB +0 % +0\.2 +12 ms +60m$/);
  expect(lines[10]).toMatch(/^longest of 120 queues +messages▾ +ready +unacked +cons\. +trend$/);
  expect(lines[11]).toMatch(/^orders +12,000 +12,000 +0 +1 +███$/);
  expect(lines.slice(14, 16)).toEqual(['events', 'nothing has happened yet']);
  expect(lines[23]).toMatch(/^q quit .* \? help$/);
});

test('of many nodes those that are not well come first, and what is not seen is counted', () => {
  const lines = textOf(states['fifty nodes, 10,000 queues'] as ScreenState, usual);
  expect(lines[6]).toMatch(/^rabbit@mq42 +down/);
  expect(lines[5]).toMatch(/\d+ below$|up$/);
  expect(lines.join('\n')).toContain('longest of 10,000 q');
  expect(lines.some((line) => line.includes('rabbit@mq2 is down'))).toBe(true);
  const scrolled = stateOf([record(0, { nodes: fifty })], {
    view: { ...firstView, scroll: { ...firstView.scroll, nodes: 49 } },
  });
  expect(textOf(scrolled, usual).join('\n')).toContain('rabbit@mq50');
});

test('a wide screen has more columns: types, rates, longer sparklines', () => {
  const lines = textOf(states['three nodes'] as ScreenState, large);
  expect(lines[5]).toMatch(/run q +conn\/s +chan\/s +http +up +version$/);
  expect(lines.find((line) => line.startsWith('longest'))).toMatch(/type +state +messages▾ .*in\/s +out\/s +trend$/);
});

test('names that others chose cannot move the cursor; wide ones keep the columns straight', () => {
  const longest = [
    queueRecord('注文キュー', 5),
    queueRecord('a\x1b[2J', 4),
    queueRecord('plain', 3, { vhost: '商店' }),
  ];
  const state = stateOf([record(0, { queues: { ...manyQueues, longest } })]);
  const rows = textOf(state, usual).filter((line) => /注文|a\\e\[2J|商店/.test(line));
  expect(rows).toHaveLength(3);
  const column = (line: string) => displayWidth(line.slice(0, line.search(/ \d+ +\d+ +0 +1/)));
  expect(new Set(rows.map(column)).size).toBe(1);
});

test('what is not well is said in the first line and in its row', () => {
  const nodes = [
    nodeRecord('rabbit@mq1', { http: { answers: false, milliseconds: 5000, problem: 'no answer in time' } }),
    nodeRecord('rabbit@mq2', { partitions: ['rabbit@mq3'] }),
    nodeRecord('rabbit@mq3', { running: false }),
    nodeRecord('rabbit@mq4', { drained: true }),
    nodeRecord('rabbit@mq5', { running: null }),
    nodeRecord('rabbit@mq6'),
  ];
  const alarms = [{ node: 'rabbit@mq6', resource: 'memory' as const }];
  const lines = textOf(stateOf([record(0, { nodes, alarms, statistics_time: null })]), large);
  expect(lines[0]).toContain('4 of 6 nodes run, 1 alarm, partitioned, no statistics, 1 silent');
  const rows = lines.slice(6, 12).map((line) =>
    line
      .replace(/ {2,}.*?(?=\S)/, ' | ')
      .slice(0, 34)
      .trim(),
  );
  expect(rows).toEqual([
    expect.stringMatching(/^rabbit@mq2 \| partitioned/),
    expect.stringMatching(/^rabbit@mq3 \| down/),
    expect.stringMatching(/^rabbit@mq6 \| alarm: memory/),
    expect.stringMatching(/^rabbit@mq1 \| silent: no answer/),
    expect.stringMatching(/^rabbit@mq4 \| drained/),
    expect.stringMatching(/^rabbit@mq5 \| no member/),
  ]);
});

test('a list of queues that is old says so', () => {
  const { queues } = record();
  const lines = textOf(stateOf([record(24, { queues })]), usual);
  expect(lines[10]).toMatch(/^longest of 120, 24s ago +messages/);
});
