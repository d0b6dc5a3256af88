import type { Threshold, ThresholdName } from '../cluster/health-thresholds.js';

/** In the order in which they are shown when all is well. */
export const checkNames = [
  ...['reach', 'members', 'running', 'partitions', 'maintenance', 'alarms', 'memory', 'disk', 'file-descriptors'],
  ...['listeners', 'vhosts', 'leaders', 'quorum', 'mirrors', 'metadata-store', 'queue-length', 'unacknowledged'],
  ...['connection-churn', 'channel-churn', 'feature-flags', 'deprecated-features', 'certificates', 'versions', 'clock'],
] as const;

export type CheckName = (typeof checkNames)[number];
export type Level = 'ok' | 'warning' | 'critical';

/** One thing that is not well. */
export interface Finding {
  readonly check: CheckName;
  readonly level: Exclude<Level, 'ok'>;
  /** Of the whole cluster where there is none. */
  readonly node?: string;
  /** Goes on after the node's name: `is down`. */
  readonly message: string;
  /** What to do: a line or more. */
  readonly advice: string;
  /** What was measured, where something was. */
  readonly value?: number;
  /** All that it is about, where the message names only some: queues, virtual hosts, flags. */
  readonly names?: readonly string[];
}

/** What could not be found out, and why. It is no finding: nobody knows whether all is well there. */
export interface NotChecked {
  readonly check: CheckName;
  readonly node?: string;
  readonly reason: string;
}

export interface Outcome {
  readonly found: readonly Finding[];
  readonly notChecked: readonly NotChecked[];
}

/** What every measure is judged by. */
export type Limits = Readonly<Record<ThresholdName, Threshold>>;

export const outcome = (found: readonly Finding[], notChecked: readonly NotChecked[] = []): Outcome => ({
  found,
  notChecked,
});

/** All of several outcomes. */
export const together = (outcomes: readonly Outcome[]): Outcome => ({
  found: outcomes.flatMap(({ found }) => found),
  notChecked: outcomes.flatMap(({ notChecked }) => notChecked),
});

/** The worst level of some findings. */
export function worstOf(findings: readonly Pick<Finding, 'level'>[]): Level {
  if (findings.some(({ level }) => level === 'critical')) return 'critical';
  return findings.length > 0 ? 'warning' : 'ok';
}
