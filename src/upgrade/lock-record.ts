import { hostname, userInfo } from 'node:os';
import { asRecord } from '../api/shapes.js';
import type { RunKind } from './run-kind.js';
import type { StateName } from './state-name.js';

/** What the cluster's global parameter `rabbitctl_lock` says: who runs what here, and where they are. No secrets. */
export interface LockRecord {
  readonly run: string;
  readonly kind: RunKind;
  readonly target?: string;
  /** Of this cluster: a lock that came with another cluster's definitions is none. */
  readonly members: readonly string[];
  readonly owner: { readonly user: string; readonly host: string; readonly pid: number };
  readonly started: string;
  /** Counts up while the owner lives, whatever the clocks say. */
  readonly beat: number;
  /** When it last did, by the owner's clock. */
  readonly heartbeat: string;
  readonly paused: boolean;
  /** Nodes on which the new version has been up: for whoever takes over, there is no way back for these. */
  readonly up?: readonly string[];
  readonly node?: string;
  readonly state?: StateName;
}

export const lockParameter = 'rabbitctl_lock';
export const planParameter = 'rabbitctl_plan';

/** Whoever runs this process. */
export function thisOwner(): LockRecord['owner'] {
  return { user: userInfo().username, host: hostname(), pid: process.pid };
}

/** A lock that the cluster shows, if it is about this cluster. */
export function lockRecordOf(value: unknown, members: readonly string[]): LockRecord | undefined {
  const record = asRecord(value) as Partial<LockRecord>;
  if (typeof record.run !== 'string' || !Array.isArray(record.members)) return undefined;
  return record.members.some((name) => members.includes(name)) ? (record as LockRecord) : undefined;
}

/** `deploy on bastion (process 4711), since 12:03:41, last seen 12:05:02, at rabbit@mq2: drain`. */
export function whoHolds(record: LockRecord): string {
  const { owner, started, heartbeat, node, state, paused } = record;
  const place = node === undefined ? (state ?? 'the beginning') : `${node}: ${state}`;
  return `${owner.user} on ${owner.host} (process ${owner.pid}), since ${started}, last seen ${heartbeat}, ${paused ? 'paused' : 'at work'} at ${place}`;
}

/** The owner ran on this very machine, and its process is gone. */
export function isDeadHere({ owner }: LockRecord): boolean {
  return owner.host === hostname() && isDead(owner.pid);
}

/** No process of this machine has that id. */
export function isDead(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
