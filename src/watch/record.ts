import { visibleJson } from '../format/visible.js';

/** One interval of `watch`: a line of its NDJSON, and of a recording. Keys are only ever added while `version` stays. */
export interface WatchRecord {
  readonly version: 1;
  /** When it was asked: ISO 8601, UTC. */
  readonly time: string;
  readonly cluster: string;
  /** Seconds between two records, as wanted. */
  readonly interval: number;
  /** Who told of the members; null while nobody answers. */
  readonly answered_by: string | null;
  /** Of when totals, rates, alarms and the numbers of nodes are: before `time` where the server is slow; null: there are none. */
  readonly statistics_time: string | null;
  /** Why nobody answers. */
  readonly problem: string | null;
  readonly nodes: readonly NodeRecord[];
  readonly totals: TotalsRecord;
  readonly rates: RatesRecord;
  readonly queues: QueuesRecord | null;
  readonly alarms: readonly AlarmRecord[];
  /** What is otherwise than in the record before. */
  readonly events: readonly EventRecord[];
}

/** What is not known is null. */
export interface NodeRecord {
  readonly name: string;
  /** As the node that answered sees it. */
  readonly running: boolean | null;
  /** Asked by ourselves, at its own address; null while the first answer is waited for. */
  readonly http: HttpRecord | null;
  readonly version: string | null;
  readonly drained: boolean | null;
  /** ms. */
  readonly uptime: number | null;
  /** Bytes. */
  readonly memory: UsedRecord;
  /** Bytes; `free` is to stay above `limit`. */
  readonly disk: { readonly free: number | null; readonly limit: number | null };
  readonly file_descriptors: UsedRecord;
  readonly erlang_processes: UsedRecord;
  readonly run_queue: number | null;
  /** New ones a second. */
  readonly connections_opened: number | null;
  readonly channels_opened: number | null;
  /** Nodes that it is partitioned from. */
  readonly partitions: readonly string[];
}

export interface HttpRecord {
  readonly answers: boolean;
  readonly milliseconds: number;
  readonly problem: string | null;
}

export interface UsedRecord {
  readonly used: number | null;
  readonly limit: number | null;
}

/** Of the whole cluster. */
export interface TotalsRecord {
  readonly messages: number | null;
  readonly ready: number | null;
  readonly unacknowledged: number | null;
  readonly queues: number | null;
  readonly connections: number | null;
  readonly channels: number | null;
  readonly consumers: number | null;
}

export const rateNames = [
  ...(['publish', 'confirm', 'deliver', 'acknowledge', 'redeliver', 'unroutable'] as const),
  ...(['connections_opened', 'connections_closed', 'channels_opened', 'queues_declared'] as const),
] as const;
export type RateName = (typeof rateNames)[number];

/** A second, as the server averages them over its last samples; null where it keeps none. */
export type RatesRecord = { readonly [Name in RateName]: number | null };

export interface QueuesRecord {
  /** They are asked less often than the rest where that takes long: ISO 8601. */
  readonly time: string;
  /** How many there are. */
  readonly count: number;
  readonly sorted_by: QueueSort;
  /** The first of them, the largest first. */
  readonly longest: readonly QueueRecord[];
}

export const queueSorts = ['messages', 'ready', 'unacknowledged'] as const;
export type QueueSort = (typeof queueSorts)[number];

export interface QueueRecord {
  readonly vhost: string;
  readonly name: string;
  readonly type: string | null;
  readonly state: string | null;
  readonly messages: number;
  readonly ready: number;
  readonly unacknowledged: number;
  readonly consumers: number | null;
  /** A second. */
  readonly publish: number | null;
  readonly deliver: number | null;
}

export interface AlarmRecord {
  readonly node: string;
  readonly resource: 'memory' | 'disk' | 'file_descriptors';
}

export interface EventRecord {
  readonly time: string;
  readonly kind: EventKind;
  /** Null: the cluster. */
  readonly node: string | null;
  readonly message: string;
}

export type EventKind =
  | 'down'
  | 'up'
  | 'restarted'
  | 'silent'
  | 'answers'
  | 'joined'
  | 'left'
  | 'alarm'
  | 'alarm_over'
  | 'partition'
  | 'partition_over'
  | 'drained'
  | 'revived'
  | 'version'
  | 'nobody_answers'
  | 'somebody_answers';

/** Down, silent, raised: what a reader should look at. */
export const isBad = ({ kind }: Pick<EventRecord, 'kind'>): boolean =>
  ['down', 'silent', 'restarted', 'alarm', 'partition', 'nobody_answers'].includes(kind);

/** A line of NDJSON, with its end; what others chose cannot take a terminal over. */
export const recordLine = (record: WatchRecord): string => `${visibleJson(JSON.stringify(record))}\n`;
