import { History } from '../../src/watch/history.js';
import { type NodeRecord, type QueueRecord, rateNames, type WatchRecord } from '../../src/watch/record.js';
import { firstView, type ScreenState } from '../../src/watch/screen-state.js';

export const noon = Date.parse('2026-11-30T12:00:00.000Z');

export const nodeRecord = (name: string, more: Partial<NodeRecord> = {}): NodeRecord => ({
  ...{ name, running: true, version: '4.0.5', drained: false, uptime: 3_600_000, run_queue: 1 },
  http: { answers: true, milliseconds: 12, problem: null },
  memory: { used: 300_000_000, limit: 1_000_000_000 },
  disk: { free: 80_000_000_000, limit: 50_000_000 },
  file_descriptors: { used: 50, limit: 20_000 },
  erlang_processes: { used: 400, limit: 1_048_576 },
  ...{ connections_opened: 0.2, channels_opened: 0, partitions: [] },
  ...more,
});

export const queueRecord = (name: string, messages: number, more: Partial<QueueRecord> = {}): QueueRecord => ({
  ...{ vhost: '/', name, type: 'classic', state: 'running', messages, ready: messages, unacknowledged: 0 },
  ...{ consumers: 1, publish: 2, deliver: null },
  ...more,
});

/** A record of a cluster with which all is well. `after`: seconds since noon. */
export function record(after = 0, more: Partial<WatchRecord> = {}): WatchRecord {
  const time = new Date(noon + after * 1000).toISOString();
  return {
    ...{
      version: 1,
      time,
      cluster: 'prod',
      interval: 2,
      answered_by: 'rabbit@mq1',
      statistics_time: time,
      problem: null,
    },
    nodes: ['rabbit@mq1', 'rabbit@mq2', 'rabbit@mq3'].map((name) => nodeRecord(name)),
    totals: {
      messages: 12_034,
      ready: 12_000,
      unacknowledged: 34,
      queues: 120,
      connections: 45,
      channels: 90,
      consumers: 30,
    },
    rates: Object.fromEntries(rateNames.map((name, at) => [name, at * 10 + after])) as WatchRecord['rates'],
    queues: {
      time,
      count: 120,
      sorted_by: 'messages',
      longest: [queueRecord('orders', 12_000), queueRecord('jobs', 34)],
    },
    ...{ alarms: [], events: [] },
    ...more,
  };
}

/** The state of a screen that has seen these records. */
export function stateOf(records: readonly WatchRecord[], more: Partial<ScreenState> = {}): ScreenState {
  const history = new History();
  for (const one of records) history.add(one);
  const last = records.at(-1);
  const now = last === undefined ? noon : Date.parse(last.time);
  return { record: last, history, events: records.flatMap(({ events }) => events), now, view: firstView, ...more };
}
