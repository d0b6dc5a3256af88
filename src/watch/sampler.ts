import type { ClusterNode } from '../api/nodes.js';
import type { Cluster } from '../cluster/cluster.js';
import { CliError, Interrupted, NotPermitted } from '../errors.js';
import type { Clock } from '../upgrade/clock.js';
import { alarmsOf } from './alarms-of.js';
import { askMembers, askStatistics, nodeRecord, type Statistics, unknownNode } from './ask-cluster.js';
import { askQueues } from './ask-queues.js';
import { Background } from './background.js';
import { eventsBetween, type Looked, remembered } from './events-between.js';
import { NodeProbe, reason } from './node-probe.js';
import { nodesToWatch } from './nodes-to-watch.js';
import { type NodeRecord, type QueueSort, type QueuesRecord, rateNames, type WatchRecord } from './record.js';

export interface SamplerOptions {
  /** ms between two records. */
  readonly interval: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** ms since 1970: no record after that. */
  readonly until?: number | undefined;
}

/**
 * Looks at a cluster once an interval. A node that hangs costs the time of its own request and nobody else's: another one
 * is asked for the whole, and each is asked whether it is there by itself.
 */
export class Sampler {
  /** By what the longest queues are chosen, from the next question on. */
  sort: QueueSort = 'messages';
  readonly #cluster: Cluster;
  readonly #options: SamplerOptions;
  #probes: readonly NodeProbe[] = [];
  #lead: NodeProbe | undefined;
  readonly #statistics: Background<Statistics>;
  readonly #queues: Background<QueuesRecord>;
  #last: WatchRecord | undefined;
  /** What is known, to tell what is new. */
  #known: Looked | undefined;

  constructor(cluster: Cluster, options: SamplerOptions) {
    this.#cluster = cluster;
    this.#options = options;
    this.#statistics = new Background(options.clock);
    this.#queues = new Background(options.clock);
  }

  /** Ends with the signal, or when the time is over. Throws NotPermitted when no node lets us in at first. */
  async *records(): AsyncGenerator<WatchRecord, void> {
    const { clock, signal, interval, until = Number.POSITIVE_INFINITY } = this.#options;
    this.#probes = (await nodesToWatch(this.#cluster)).map((node) => new NodeProbe(node));
    for (let next = clock.now(); !signal.aborted; ) {
      this.#last = await this.#look(new Date(clock.now()).toISOString());
      if (signal.aborted) return;
      yield this.#last;
      // What took longer than an interval is not made up for.
      next = Math.max(next + interval, clock.now());
      if (next > until) return;
      await clock.sleep(next - clock.now(), signal).catch(() => {});
    }
  }

  async #look(time: string): Promise<WatchRecord> {
    const { interval } = this.#options;
    const expected = this.#probes.filter(({ http }) => http?.answers !== false);
    const probing = this.#probes.map((probe) => ({ probe, asking: probe.ask() }));
    if (this.#last === undefined) await firstAnswer(probing);
    const { members, problem } = await this.#ask();
    if (members !== undefined) await this.#follow(members);
    const asking = [this.#askStatistics(time), this.#askQueues(time)];
    const rest = probing.filter(({ probe }) => expected.includes(probe)).map((one) => one.asking);
    // The first picture may take a little longer: it is to have something in it.
    const grace = this.#last === undefined ? 2000 : Math.min(1000, interval / 2);
    await this.#atMost(grace, Promise.all([...rest, ...asking]));
    for (const { defect } of [this.#statistics, this.#queues, ...this.#probes]) if (defect !== undefined) throw defect;
    return this.#record(time, members, problem);
  }

  /** Waits so many ms, and leaves no timer behind that would keep the process. */
  async #atMost(ms: number, work: Promise<unknown>): Promise<void> {
    const { clock, signal } = this.#options;
    const enough = new AbortController();
    const sleeping = clock.sleep(ms, AbortSignal.any([signal, enough.signal])).catch(() => {});
    await Promise.race([work, sleeping]);
    enough.abort();
  }

  /** Whoever answered last, else the next that is not known to be silent. */
  async #ask(): Promise<{ readonly members?: readonly ClusterNode[]; readonly problem: string | null }> {
    const able = this.#able();
    const failed: CliError[] = this.#probes
      .filter((probe) => !able.includes(probe))
      .flatMap(({ error }) => error ?? []);
    for (const [at, probe] of able.entries()) {
      try {
        // The last one has all the time of a request.
        const members = await askMembers(probe.node.api, at < able.length - 1 ? patience : undefined);
        this.#lead = probe;
        return { members, problem: null };
      } catch (error) {
        if (!(error instanceof CliError) || error instanceof Interrupted) throw error;
        failed.push(error);
      }
    }
    const [first] = failed;
    if (this.#last === undefined && first && failed.every((error) => error instanceof NotPermitted)) throw first;
    this.#lead = undefined;
    return { problem: [...new Set(failed.map(reason))].join(', ') || 'no node answers' };
  }

  #able(): readonly NodeProbe[] {
    const rank = (probe: NodeProbe) => (probe === this.#lead ? 0 : probe.http?.answers === true ? 1 : 2);
    return this.#probes.filter(({ http }) => http?.answers !== false).toSorted((a, b) => rank(a) - rank(b));
  }

  /** Members come and go; those of the config file are looked at all the time. */
  async #follow(rows: readonly ClusterNode[]): Promise<void> {
    const names = rows.flatMap(({ name }) => name ?? []);
    const added = names.filter((name) => !this.#probes.some(({ node }) => node.name === name));
    const kept = this.#probes.filter(({ node }) => names.includes(node.name) || this.#cluster.nodes.includes(node));
    const found = added.length === 0 ? [] : await this.#cluster.named(added);
    this.#probes = [...kept, ...found.map((node) => new NodeProbe(node))];
  }

  /** When one node has not told them in time, another one is asked. */
  #askStatistics(time: string): Promise<void> {
    const able = this.#able();
    const other = this.#statistics.failed ? able.find((probe) => probe !== this.#lead) : undefined;
    const probe = this.#lead === undefined ? undefined : (other ?? this.#lead);
    return this.#statistics.ask(time, 0, probe && (() => askStatistics(probe.node.api)));
  }

  /** At most a tenth of the time goes into the list of queues, however long it is. */
  #askQueues(time: string): Promise<void> {
    const api = this.#lead?.node.api;
    return this.#queues.ask(time, 10, api && (() => askQueues(api, this.sort, time, 30_000)));
  }

  #record(time: string, members: readonly ClusterNode[] | undefined, problem: string | null): WatchRecord {
    const told = members === undefined ? undefined : this.#statistics.since(Date.parse(time) - oldest);
    const rows = (members ?? []).map((row) => ({
      ...(row.running === false ? {} : told?.value.rows.find(({ name }) => name === row.name)),
      ...row,
    }));
    const looked: Looked = {
      ...{ version: 1 as const, time, cluster: this.#cluster.name, interval: this.#options.interval / 1000 },
      ...{ answered_by: members === undefined ? null : (this.#lead?.node.name ?? null), problem },
      ...{ statistics_time: told?.time ?? null },
      nodes: this.#probes.map((probe) => nodeOf(probe, rows)).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      ...{ totals: told?.value.totals ?? noTotals, rates: told?.value.rates ?? noRates },
      ...{ queues: this.#queues.last?.value ?? null, alarms: alarmsOf(rows) },
    };
    const events = eventsBetween(this.#known, looked);
    this.#known = remembered(this.#known, looked);
    return { ...looked, events };
  }
}

/** ms: who has answered before and does not now hangs, and another one is asked. */
const patience = 2000;

/** ms: older statistics say nothing of now. */
const oldest = 30_000;

function nodeOf({ node: { name }, http, version }: NodeProbe, rows: readonly ClusterNode[]): NodeRecord {
  const row = rows.find((one) => one.name === name);
  return {
    ...(row === undefined ? unknownNode(name) : nodeRecord({ ...row, name })),
    ...{ http: http ?? null, version: version ?? null },
  };
}

const noTotals: WatchRecord['totals'] = {
  ...{ messages: null, ready: null, unacknowledged: null, queues: null },
  ...{ connections: null, channels: null, consumers: null },
};
const noRates = Object.fromEntries(rateNames.map((name) => [name, null])) as WatchRecord['rates'];

/** Resolves with the first that answers, or when all have failed: who hangs is not to be asked for the whole. */
function firstAnswer(probing: readonly { readonly probe: NodeProbe; readonly asking: Promise<void> }[]): Promise<void> {
  return new Promise((resolve) => {
    for (const { probe, asking } of probing) void asking.then(() => probe.http?.answers === true && resolve());
    void Promise.all(probing.map(({ asking }) => asking)).then(() => resolve());
  });
}
