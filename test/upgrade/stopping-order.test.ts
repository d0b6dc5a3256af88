import { describe, expect, it } from 'vitest';
import { type Stopped, startOrder } from '../../src/upgrade/stopping/start-order.js';
import { readStopRecord, type StopRecord } from '../../src/upgrade/stopping/stop-record.js';

const [mq1, mq2, mq3] = ['rabbit@mq1', 'rabbit@mq2', 'rabbit@mq3'] as const;
const record: StopRecord = {
  ...{ version: 1, run: 'r', cluster: 'prod', by: 'ops on bastion', begun: '2026-11-30T04:00:00Z', done: true },
  order: [mq2, mq3, mq1],
};
const node = (
  name: string,
  ranWith: readonly string[],
  more: Partial<NonNullable<Stopped['machine']>> = {},
): Stopped => ({
  ...{
    name,
    runs: false,
    machine: { restored: false, members: [mq1, mq2, mq3], ranWith, khepri: false, record: undefined, ...more },
  },
});

describe('with Mnesia', () => {
  it('whoever stopped last starts first, by what each wrote: the record of a stop may be older', () => {
    const nodes = [node(mq1, [mq1, mq2, mq3], { record }), node(mq2, [mq2]), node(mq3, [mq2, mq3])];
    expect(startOrder(nodes)).toMatchObject({ order: [mq2, mq3, mq1], last: [mq2], together: false, by: 'data' });
  });

  it('where the data tell nothing the record does', () => {
    const nodes = [node(mq1, [], { record }), node(mq2, []), node(mq3, [])];
    expect(startOrder(nodes)).toMatchObject({ order: [mq1, mq3, mq2], last: [mq1], together: false, by: 'record' });
  });

  it('where none was the last they are started side by side', () => {
    const all = [mq1, mq2, mq3];
    expect(startOrder(all.map((name) => node(name, all)))).toMatchObject({ order: all, last: [], together: true });
  });

  it('those that run come first, and nobody needs to wait', () => {
    const nodes = [node(mq1, [mq1, mq2, mq3]), { ...node(mq2, [mq2, mq3]), runs: true }, node(mq3, [mq2, mq3])];
    expect(startOrder(nodes)).toMatchObject({ order: [mq2, mq3, mq1], together: false });
  });

  it('two that were apart both stopped as the last one', () => {
    const nodes = [node(mq1, [mq1]), node(mq2, [mq2, mq3]), node(mq3, [mq3])];
    expect(startOrder(nodes)).toMatchObject({ last: [mq1, mq3], order: [mq1, mq3, mq2] });
  });

  it('one that is not reached comes last: what it knows nobody knows', () => {
    const silent: Stopped = { name: mq1, runs: false, machine: undefined };
    expect(startOrder([silent, node(mq2, [mq2, mq3]), node(mq3, [mq3])])).toMatchObject({
      order: [mq3, mq2, mq1],
      last: [mq3],
    });
  });
});

it('with Khepri they are started side by side, whatever older data say', () => {
  const nodes = [node(mq1, [mq1, mq2, mq3]), node(mq2, [mq2], { khepri: true }), node(mq3, [mq3, mq2])];
  expect(startOrder(nodes)).toMatchObject({ khepri: true, together: true, last: [] });
});

it('a record that cannot be read is none', () => {
  expect(readStopRecord(JSON.stringify(record))).toEqual(record);
  for (const text of [undefined, '', '{"version":1', 'null', '[]', '{"version":2,"order":[]}'])
    expect(readStopRecord(text)).toBeUndefined();
});
