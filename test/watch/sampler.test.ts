import { expect, test } from 'vitest';
import { NotPermitted } from '../../src/errors.js';
import { requests } from '../commands/fakes.js';
import { fakeCluster, fakeNode, memberRow, never, QuickClock, recordsOf, refused, statisticsRow } from './clusters.js';
import { noon } from './records.js';

const names = ['rabbit@mq1', 'rabbit@mq2', 'rabbit@mq3'] as const;
const three = () => names.map((name) => fakeNode(name, names)) as [Fake, Fake, Fake];
type Fake = ReturnType<typeof fakeNode>;
const same = () => {};
const forget = ({ seen }: Fake) => {
  seen.length = 0;
};
const silence = ({ answers }: Fake) => {
  for (const request of Object.keys(answers)) answers[request] = refused;
};

test('one record has it all: who told it, rates, totals, nodes, queues', async () => {
  const [record] = await recordsOf(fakeCluster(three()), []);
  expect(record).toMatchObject({
    ...{ version: 1, cluster: 'lab', interval: 2, answered_by: names[0], problem: null, events: [], alarms: [] },
    totals: { messages: 7, ready: 5, unacknowledged: 2, queues: 3, connections: 4, channels: 5, consumers: 6 },
    rates: { publish: 12.5, deliver: 0, connections_opened: 3 },
    queues: { count: 9, sorted_by: 'messages', longest: [{ name: 'orders', messages: 3, unacknowledged: 0 }] },
  });
  expect(record?.nodes).toHaveLength(3);
  expect(record?.nodes[2]).toMatchObject({
    memory: { used: 10, limit: 100 },
    http: { answers: true },
    version: '4.0.5',
  });
});

test('few requests an interval: one of every node, four more of one of them', async () => {
  const fakes = three();
  await recordsOf(fakeCluster(fakes), [same, () => fakes.forEach(forget)]);
  expect(requests(fakes[0].seen).toSorted()).toEqual([
    'GET nodes',
    'GET nodes',
    'GET overview',
    'GET overview',
    'GET queues',
  ]);
  expect([fakes[1], fakes[2]].map(({ seen }) => requests(seen))).toEqual([['GET overview'], ['GET overview']]);
  for (const { query } of fakes.flatMap(({ seen }) => seen)) expect(query?.columns).toMatch(/^[a-z_.,]+$/);
});

test('a node goes down and comes back: another one tells it, and no record is missing', async () => {
  const fakes = three();
  const [first, second, third] = fakes;
  const answers = { ...first.answers };
  const records = await recordsOf(fakeCluster(fakes), [
    () => {
      silence(first);
      for (const { answers } of [second, third])
        answers['GET nodes'] = names.map((name) =>
          name === names[0] ? { name, running: false } : statisticsRow(name),
        );
    },
    () => {
      Object.assign(first.answers, answers);
      for (const fake of [second, third]) fake.answers['GET nodes'] = names.map((name) => statisticsRow(name));
    },
    same,
  ]);
  expect(records.map(({ answered_by }) => answered_by)).toEqual([names[0], names[1], names[1], names[1]]);
  expect(records.map(({ nodes }) => nodes[0]?.running)).toEqual([true, false, true, true]);
  expect(records.map(({ events }) => events.map(({ kind }) => kind))).toEqual([[], ['down'], ['up', 'answers'], []]);
  expect(records[1]?.nodes[0]).toMatchObject({
    http: { answers: false, problem: 'connection refused' },
    memory: { used: null },
  });
});

test('a node that hangs costs nobody else anything', async () => {
  const fakes = three();
  for (const request of Object.keys(fakes[0].answers)) fakes[0].answers[request] = never;
  const [first, second] = await recordsOf(fakeCluster(fakes, [fakes[1], fakes[0], fakes[2]]), [same]);
  expect([first?.answered_by, second?.answered_by]).toEqual([names[1], names[1]]);
  expect(second?.nodes[0]).toMatchObject({ running: true, http: null });
});

test('statistics that do not come leave the last ones, with their time; who is there is told all the same', async () => {
  const fakes = three();
  const [first] = fakes;
  const members = ({ query }: { query?: Record<string, unknown> }) =>
    query?.disable_stats === true ? names.map((name) => memberRow(name, { running: name !== names[2] })) : never();
  const records = await recordsOf(fakeCluster(fakes), [
    () => {
      first.answers['GET nodes'] = members;
    },
    ...Array(20).fill(same),
  ]);
  expect(records[1]).toMatchObject({ statistics_time: records[0]?.time, totals: { messages: 7 } });
  expect(records[1]?.nodes.map(({ running, memory }) => [running, memory.used])).toEqual([
    [true, 10],
    [true, 10],
    [false, null],
  ]);
  // Half a minute later they say nothing any more.
  expect(records.at(-1)).toMatchObject({ answered_by: names[0], statistics_time: null, totals: { messages: null } });
});

test('nobody answers: records go on, and say why', async () => {
  const fakes = three();
  const records = await recordsOf(fakeCluster(fakes), [() => fakes.forEach(silence), same]);
  expect(records[1]).toMatchObject({ answered_by: null, problem: 'connection refused' });
  expect(records[1]?.events.map(({ kind }) => kind)).toContain('nobody_answers');
  expect(records[2]?.events).toEqual([]);
});

test('nobody answers at first either: the nodes of the config file are looked at', async () => {
  const fakes = three();
  fakes.forEach(silence);
  const [record] = await recordsOf(fakeCluster(fakes, fakes.slice(0, 2)), []);
  expect(record?.nodes.map(({ name, running }) => [name, running])).toEqual([
    [names[0], null],
    [names[1], null],
  ]);
});

test('members that the config file does not name are found, also later', async () => {
  const fakes = three();
  const [first] = fakes;
  first.answers['GET nodes'] = [statisticsRow(names[0])];
  const records = await recordsOf(fakeCluster(fakes, [first]), [
    () => {
      first.answers['GET nodes'] = names.map((name) => statisticsRow(name));
    },
    same,
  ]);
  expect(records.map(({ nodes }) => nodes.length)).toEqual([1, 3, 3]);
  expect(records[1]?.events.map(({ kind }) => kind)).toEqual(['joined', 'joined']);
  expect(records[2]?.nodes[2]).toMatchObject({ http: { answers: true } });
});

test('without statistics there are no rates, and not zeros', async () => {
  const fakes = three();
  fakes[0].answers['GET overview'] = { node: names[0], rates_mode: 'none', object_totals: {} };
  const [record] = await recordsOf(fakeCluster(fakes), []);
  expect(record?.rates.publish).toBeNull();
});

test('a long list of queues is asked for a tenth of the time alone', async () => {
  const fakes = three();
  const clock = new QuickClock();
  fakes[0].answers['GET queues'] = async () => {
    await clock.sleep(1500);
    return { items: [], total_count: 100_000 };
  };
  await recordsOf(fakeCluster(fakes), Array(15).fill(same), { clock });
  const asked = fakes[0].seen.filter(({ request }) => request === 'GET queues').length;
  expect(asked).toBeGreaterThan(1);
  expect(asked).toBeLessThanOrEqual(4);
});

test('who is not let in is told so at once', async () => {
  const fakes = three();
  const stranger = new NotPermitted('not_authorised');
  for (const { answers } of fakes) for (const request of Object.keys(answers)) answers[request] = stranger;
  await expect(recordsOf(fakeCluster(fakes), [])).rejects.toBe(stranger);
});

test('--for: no record after that', async () => {
  const records = await recordsOf(fakeCluster(three()), Array(50).fill(same), { until: noon + 10_000 });
  expect(records.length).toBeGreaterThanOrEqual(4);
  expect(records.length).toBeLessThanOrEqual(6);
});
