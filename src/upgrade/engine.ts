import type { Cluster } from '../cluster/cluster.js';
import type { Clock } from './clock.js';
import type { Happening } from './event.js';
import type { Member, Parties } from './member.js';
import type { Plan } from './plan.js';
import type { ClusterLock } from './run-lock.js';
import type { Stopwatch } from './stopwatch.js';

/** What every step of a run has in common. */
export interface Engine extends Parties {
  /** The run's id. */
  readonly run: string;
  readonly plan: Plan;
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly stopwatch: Stopwatch;
  readonly lock: ClusterLock;
  /** Journals what is journaled, before it returns, and shows it. */
  emit(happening: Happening): void;
  /** There is a person to be asked: not in a pipeline, not with --yes. */
  readonly person: boolean;
  /** Asks the person; with --yes the answer is yes. */
  confirm(question: string): Promise<boolean>;
  /** A secret of the person, or a line of stdin. It is kept nowhere. */
  readSecret(prompt: string): Promise<string>;
  /** Where a file of this run goes on this machine, such as `definitions.json`; its directory is there, and nobody else's. */
  file(name: string): string;
  /** The first answer of the other members, asked in turn: a node that is down or drained is seen from outside. Throws the last failure. */
  fromPeers<T>(of: Member, ask: (peer: Member) => Promise<T>): Promise<T>;
}
