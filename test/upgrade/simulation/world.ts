import { rabbitVersion } from '../../../src/ssh/packages/package-version.js';
import type { RunEvent } from '../../../src/upgrade/event.js';
import type { Random } from './random.js';
import type { Timeline } from './timeline.js';

/** A process of the broker. */
export interface Broker {
  readonly instance: string;
  /** Seconds since 1970. */
  readonly startedAt: number;
  /** The package that it runs, whatever is on the disk by now. */
  readonly package: string;
  /** The run whose job started it; undefined when a reboot, systemd or a person did. */
  readonly run: string | undefined;
}

/** A transient unit of systemd. */
export interface SimulatedJob {
  state: 'running' | 'exited' | 'failed';
  code: number;
  output: string;
}

export type Service = 'active' | 'activating' | 'deactivating' | 'inactive' | 'failed';

/** One machine with its broker, as they are in truth. */
export interface SimulatedNode {
  readonly name: string;
  on: boolean;
  /** Counts up when the machine goes off: whatever was going on in it has ended. */
  life: number;
  service: Service;
  broker: Broker | undefined;
  registered: boolean;
  drained: boolean;
  /** All count it as drained, though it serves: a mark that its start did not reset. */
  markStays: boolean;
  /** Cut off from all other nodes, but not from operators. */
  apart: boolean;
  /** ms since 1970 from when on its replicas have what the others have. */
  caughtUpAt: number;
  disk: { version: string; whole: boolean; installedAt: number; held: boolean };
  /** The unit is masked: nothing starts it. */
  masked: boolean;
  readonly jobs: Map<string, SimulatedJob>;
  /** No SSH to it. */
  sshCut: boolean;
  /** What its API does in place of answering. */
  api: 'well' | 'fails' | 'hangs' | 'refuses';
  /** It failed, and not in the hands of the tool. */
  needsPerson: boolean;
  /** What comes next goes wrong, once each. */
  readonly mishaps: Set<Mishap>;
  /** ms since 1970 when it left running-and-not-drained; undefined while it is there. */
  outSince: number | undefined;
  /** ms since 1970 when it came up. */
  upSince: number;
  /** The tool's doing: since then the node has not been in service of its own. */
  takenOut: boolean;
  /** The new version has been up on its data. */
  hasBootedNew: boolean;
  /** Who wrote its data last: a package version. And what the tool keeps of it, by run. */
  data: string;
  readonly dataCopies: Map<string, string>;
  /** stop_app: the runtime is there, RabbitMQ is not. */
  appStopped: boolean;
  /** Of its Erlang cookie. */
  cookie: string;
  /** What its machine does not know or reach: `unknown mq1`, `closed mq1:4369`. */
  readonly ways: string[];
  /** Names of queues that it had before it joined. */
  ownQueues: readonly string[];
  /** Who ran when it stopped last, itself among them. */
  ranWith: readonly string[];
  /** What a stop of the cluster has left on its machine. */
  stopRecord: string | undefined;
  /** Its data are of a backup. */
  restored: boolean;
  /** After that was left there. */
  startedSince: boolean;
}

export type Mishap =
  | 'stop-fails'
  | 'install-fails-early'
  | 'install-fails-half'
  | 'boot-fails'
  | 'drain-says-69'
  | 'drain-fails'
  | 'revive-fails'
  | 'stage-fails'
  | 'hook-fails'
  | 'join-fails'
  | 'join-is-cut';

export interface SimulatedQueue {
  readonly name: string;
  readonly type: 'classic' | 'quorum' | 'stream';
  members: readonly string[];
  /** Empty: none. */
  leader: string;
}

/** What a cluster is when a schedule begins. */
export interface WorldShape {
  /** Package versions. */
  readonly old: string;
  readonly new: string;
  readonly khepri: boolean;
}

/** A cluster, and what is true of it. Only the functions of `machine.ts`, `jobs.ts` and the faults change it, and they say so by `changed`. */
export class World {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly shape: WorldShape;
  readonly nodes: readonly SimulatedNode[];
  readonly queues: SimulatedQueue[] = [];
  readonly parameters = new Map<string, unknown>();
  readonly alarms = new Set<string>();
  clusterName = 'simulated';
  readonly users = new Map([['guest', { password: 'guest', tags: 'administrator' }]]);
  /** Virtual hosts that were imported. */
  readonly vhosts = new Set<string>();
  /** Nodes that are in no cluster with the others. */
  readonly strangers = new Set<string>();
  /** A stream counts a node that is gone among its replicas for good, as 3.10.8 does. */
  streamsKeepTheDead = false;
  /** Those that may be made to leave. */
  readonly mayLeave = new Set<string>();
  readonly flags: { name: string; state: string; stability: string }[] = [];
  /** What happened, for whoever must understand a schedule that went wrong. */
  readonly story: string[] = [];
  /** What the tool told, as it told it. */
  readonly told: RunEvent[] = [];
  /** What must never be and was. */
  readonly violations: string[] = [];
  /** All nodes may be out at a time, and wait for each other as they start. */
  mayStop = false;
  /** The run is a restart: no new package comes. */
  restartOnly = false;
  /** Counts the changes: what was computed of an earlier one is stale. */
  revision = 0;
  readonly #byName: ReadonlyMap<string, SimulatedNode>;

  constructor(timeline: Timeline, random: Random, shape: WorldShape, size: number) {
    this.timeline = timeline;
    this.random = random;
    this.shape = shape;
    const digits = String(size).length;
    this.nodes = Array.from({ length: size }, (_, index) =>
      newNode(`rabbit@mq${String(index + 1).padStart(digits, '0')}`, shape.old, timeline.now()),
    );
    this.#byName = new Map(this.nodes.map((node) => [node.name, node]));
  }

  node(name: string): SimulatedNode {
    const found = this.#byName.get(name);
    if (found === undefined) throw new Error(`there is no ${name}`);
    return found;
  }

  /** The cluster's. */
  get members(): readonly SimulatedNode[] {
    return this.nodes.filter(({ name }) => !this.strangers.has(name));
  }

  tell(what: string): void {
    this.story.push(`${new Date(this.timeline.now()).toISOString().slice(5, 23)} ${what}`);
  }

  violated(rule: string): void {
    this.violations.push(rule);
    this.tell(`!!! ${rule}`);
  }

  /** To be called after every change: who is out, and who leads what, follows from it. */
  changed(): void {
    this.revision += 1;
    const now = this.timeline.now();
    for (const node of this.nodes) {
      const out = !serves(node) || node.drained || node.apart;
      node.outSince = out ? (node.outSince ?? now) : undefined;
      if (serves(node) && !node.drained) node.takenOut = false;
    }
    for (const queue of this.queues) electLeader(this, queue);
  }
}

/** Its broker answers clients, if it is not drained. */
export const serves = (node: SimulatedNode): boolean =>
  node.on && node.broker !== undefined && node.service === 'active' && !node.appStopped;

/** RabbitMQ's version that runs there; that of the disk when none does. */
export const versionOf = (node: SimulatedNode): string => rabbitVersion(node.broker?.package ?? node.disk.version);

/** Members whose replica counts: they run, are not drained, and have caught up. */
export function replicasOf(world: World, queue: SimulatedQueue): readonly string[] {
  const now = world.timeline.now();
  return queue.members.filter((name) => {
    const node = world.node(name);
    return node.outSince === undefined && node.caughtUpAt <= now;
  });
}

/** More than half of so many. */
export const majorityOf = (count: number): number => Math.floor(count / 2) + 1;

function electLeader(world: World, queue: SimulatedQueue): void {
  if (queue.type === 'classic') return;
  const able = queue.members.filter((name) => world.node(name).outSince === undefined);
  if (able.includes(queue.leader)) return;
  // A drained node goes on leading streams: drain does not move them.
  const { drained = false, outSince } = queue.leader === '' ? {} : world.node(queue.leader);
  if (queue.type === 'stream' && drained && outSince !== undefined && serves(world.node(queue.leader))) return;
  queue.leader = able.length >= majorityOf(queue.members.length) ? (able[0] ?? '') : '';
}

function newNode(name: string, version: string, now: number): SimulatedNode {
  const started = Math.floor(now / 1000) - 100_000;
  return {
    ...{ name, on: true, life: 0, service: 'active', registered: true, drained: false, apart: false, masked: false },
    broker: { instance: `${name}:first`, startedAt: started, package: version, run: undefined },
    disk: { version, whole: true, installedAt: started - 100, held: false },
    ...{ caughtUpAt: 0, jobs: new Map(), sshCut: false, api: 'well', mishaps: new Set(), needsPerson: false },
    ...{
      outSince: undefined,
      upSince: 0,
      takenOut: false,
      markStays: false,
      hasBootedNew: false,
      data: version,
      dataCopies: new Map(),
      appStopped: false,
      cookie: 'one',
      ways: [],
      ownQueues: [],
      ranWith: [],
      stopRecord: undefined,
      restored: false,
      startedSince: false,
    },
  };
}
