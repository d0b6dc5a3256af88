import { ApiUnavailable } from '../../src/api/errors.js';
import type { Cluster, Node } from '../../src/cluster/cluster.js';
import type { Clock } from '../../src/upgrade/clock.js';
import type { WatchRecord } from '../../src/watch/record.js';
import { Sampler, type SamplerOptions } from '../../src/watch/sampler.js';
import { type Answers, fakeApi, type Seen } from '../commands/fakes.js';
import { noon } from './records.js';

export const refused = new ApiUnavailable('refused', 'connection refused', { reached: false });
export const never = () => new Promise(() => {});

export const memberRow = (name: string, more: object = {}) => ({ name, running: true, being_drained: false, ...more });
export const statisticsRow = (name: string, more: object = {}) => ({
  ...{ name, running: true, being_drained: false, uptime: 1000, run_queue: 1, partitions: [] },
  ...{ mem_used: 10, mem_limit: 100, mem_alarm: false, disk_free: 5e9, disk_free_limit: 1, disk_free_alarm: false },
  ...{ fd_used: 5, fd_total: 100, connection_created_details: { rate: 1.5 } },
  ...more,
});

const whole = {
  ...{ rates_mode: 'basic', message_stats: { publish: 5, publish_details: { rate: 12.5 } } },
  churn_rates: { connection_created_details: { rate: 3 } },
  queue_totals: { messages: 7, messages_ready: 5, messages_unacknowledged: 2 },
  object_totals: { queues: 3, connections: 4, channels: 5, consumers: 6 },
};

/** A node that answers as one of a cluster of these members; what is given here stands over it, and may change meanwhile. */
export function fakeNode(name: string, members: readonly string[], over: Answers = {}) {
  const seen: Seen[] = [];
  const answers: Record<string, unknown> = {
    'GET overview': ({ query }: { query?: Record<string, unknown> }) =>
      query?.disable_stats === true ? { node: name, rabbitmq_version: '4.0.5' } : whole,
    'GET nodes': ({ query }: { query?: Record<string, unknown> }) =>
      members.map((member) => (query?.disable_stats === true ? memberRow(member) : statisticsRow(member))),
    'GET queues': { items: [{ vhost: '/', name: 'orders', messages: 3, messages_ready: 3 }], total_count: 9 },
    ...over,
  };
  const api = fakeApi(answers, seen);
  return { node: { name, api } as unknown as Node, answers, seen };
}

type Fake = ReturnType<typeof fakeNode>;

export function fakeCluster(fakes: readonly Fake[], configured = fakes): Cluster {
  const nodes = fakes.map(({ node }) => node);
  const first = configured[0] as Fake;
  return {
    ...{ name: 'lab', nodes: configured.map(({ node }) => node), api: first.node.api },
    target: async () => first.node,
    named: async (names: readonly string[]) => nodes.filter(({ name }) => names.includes(name)),
  } as unknown as Cluster;
}

/** Time that goes by when somebody sleeps, after whatever was to be done at once. */
export class QuickClock implements Clock {
  #now = noon;
  now(): number {
    return this.#now;
  }
  async sleep(ms: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 1));
    this.#now += ms;
  }
  every(): () => void {
    return () => {};
  }
}

/** The first records; before each of the later ones something may happen. */
export async function recordsOf(
  cluster: Cluster,
  changes: readonly (() => void)[],
  options: Partial<SamplerOptions> = {},
): Promise<readonly WatchRecord[]> {
  const controller = new AbortController();
  const sampler = new Sampler(cluster, {
    interval: 2000,
    clock: new QuickClock(),
    signal: controller.signal,
    ...options,
  });
  const records: WatchRecord[] = [];
  for await (const one of sampler.records()) {
    records.push(one);
    const change = changes[records.length - 1];
    if (change === undefined) break;
    change();
  }
  return records;
}
