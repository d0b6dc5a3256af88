import type { Answering } from './ask-nodes.js';
import {
  type CheckName,
  checkNames,
  type Finding,
  type Level,
  type NotChecked,
  type Outcome,
  worstOf,
} from './finding.js';

/** What `health` found. The JSON of the command is this, its keys in small letters with `_`. */
export interface HealthReport {
  readonly cluster: string;
  readonly level: Level;
  readonly nodes: readonly NodeHealth[];
  readonly totals: Totals;
  /** The worst first. */
  readonly findings: readonly Finding[];
  /** Checks that found nothing, and were made on every node. */
  readonly passed: readonly CheckName[];
  readonly notChecked: readonly NotChecked[];
}

export interface NodeHealth {
  readonly name: string;
  /** As itself or any other node sees it. */
  readonly running: boolean;
  /** Its own view was had. */
  readonly answers: boolean;
  readonly version: string | undefined;
  readonly erlang: string | undefined;
  /** Bytes. */
  readonly memory: { readonly used: number | undefined; readonly limit: number | undefined };
  readonly disk: { readonly free: number | undefined; readonly limit: number | undefined };
  readonly fileDescriptors: { readonly used: number | undefined; readonly limit: number | undefined };
}

/** Of the whole cluster; undefined when nobody tells. */
export interface Totals {
  readonly messages: number | undefined;
  readonly unacknowledged: number | undefined;
  readonly queues: number | undefined;
  readonly connections: number | undefined;
  readonly channels: number | undefined;
}

/** Puts it all together. `skipped` checks are neither passed nor found. */
export function healthReport(
  cluster: string,
  nodes: readonly NodeHealth[],
  first: Answering | undefined,
  { found, notChecked }: Outcome,
  skipped: readonly string[],
): HealthReport {
  const counts = ({ check }: { readonly check: string }) => !skipped.includes(check);
  const rank = { critical: 0, warning: 1 } as const;
  const findings = found.filter(counts).toSorted((a, b) => rank[a.level] - rank[b.level]);
  const left = notChecked.filter(counts);
  const known = new Set([...findings, ...left].map(({ check }) => check));
  return {
    ...{ cluster, level: worstOf(findings), nodes, totals: totalsOf(first), findings, notChecked: left },
    passed: first === undefined ? [] : checkNames.filter((check) => !known.has(check) && !skipped.includes(check)),
  };
}

function totalsOf(first: Answering | undefined): Totals {
  const { queue_totals: queued, object_totals: objects } = first?.overview ?? {};
  return {
    ...{ messages: queued?.messages, unacknowledged: queued?.messages_unacknowledged },
    ...{ queues: objects?.queues, connections: objects?.connections, channels: objects?.channels },
  };
}
