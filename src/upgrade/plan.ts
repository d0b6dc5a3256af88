import type { Package, PackageChange } from '../ssh/packages/package-manager.js';
import type { Baseline } from './baseline.js';
import type { NodeStanding } from './event.js';
import type { RunOptions } from './run-options.js';
import type { ClusterState } from './state-name.js';

/** What a run will do to one node. */
export interface NodePlan {
  readonly name: string;
  readonly standing: NodeStanding;
  /** RabbitMQ's version as it runs, or as it is on disk when the node is down. */
  readonly from: string;
  /** The package's version on disk, and the one that comes. */
  readonly installed: string;
  readonly candidate?: string;
  readonly changes: readonly PackageChange[];
  /** Of queues and streams. */
  readonly leaders: number;
  /** The broker's process when the run was planned: a restart is done when there is another one. */
  readonly instance?: string;
  /** What the way back restores. */
  readonly packages: readonly Package[];
  readonly held: boolean;
  /** Its data lie where no copy of them can be kept. */
  readonly dataElsewhere?: boolean;
  /** In this run the new version has been up there: its data is no more what the old one left. */
  readonly wasUp?: boolean;
}

/** The plan is data: what a run does, in order. It is written to the journal and, without the baseline, to the lock. */
export interface Plan {
  readonly cluster: string;
  readonly options: RunOptions;
  /** In the order in which they are taken: most leaders last. */
  readonly nodes: readonly NodePlan[];
  /** How many nodes were at the target before the run: they are none of its canaries. */
  readonly alreadyDone?: number;
  /** Every member's name. */
  readonly members: readonly string[];
  readonly baseline?: Baseline;
  /** Of a cluster that is started: nodes wait for each other, and are started side by side. */
  readonly together?: boolean;
  /** Of a cluster that is created: what is left to do when all its nodes are there. */
  readonly toDo?: readonly ClusterState[];
  /** What else there is to say of it before the reader says yes. */
  readonly details?: readonly string[];
}
