import type { CommandTemplates } from '../ssh/packages/command-templates.js';
import type { RunKind } from './run-kind.js';
import type { StateName } from './state-name.js';

/** Blockers that the operator may take upon themselves; each is an option `--allow-…`, and is written to the journal. */
export const overrides = {
  'unsupported-path': 'go on although RabbitMQ does not support this hop',
  'unsupported-erlang': 'go on although RabbitMQ does not support that Erlang',
  'flags-off': 'go on although feature flags are off that the target wants on',
  'config-blockers': 'go on although settings or plugins are known to stop the target',
  'unavailable-queues': 'go on although queues that have too few replicas will not be available for a while',
  'deprecated-features': 'go on although features are in use that the target denies',
  'no-way-back': 'go on although the data of nodes cannot be kept for a way back',
  'small-disk': 'go on although the disk is said to be too small',
  'low-capacity': 'go on although the other nodes may be too small for the load',
  'node-cleanup': 'go on although peer discovery may remove a stopped node',
  'ram-nodes': 'go on although the cluster has RAM nodes',
  'data-loss': 'go on although queues of the node that joins are deleted',
  'queue-loss': 'go on although queues are lost that are on the leaving node alone',
  'unreached-node': 'go on although nobody can tell whether the node still runs',
  'version-skew': 'go on although a node runs another series of RabbitMQ than it should',
} as const;

export type Override = keyof typeof overrides;

/** A program of the operator's that runs before or after each node. */
export interface Hook {
  readonly argv: readonly string[];
  readonly where: 'local' | 'node';
}

/** What a backup holds. */
export type RestorePart = 'definitions' | 'configuration' | 'data';

/** What a run was asked to do: written to the journal and the lock, so that whoever resumes it does the same. No secrets. */
export interface RunOptions {
  readonly kind: RunKind;
  /** `4.0.9` or `4.0.9-1`; none for a restart. */
  readonly target?: string;
  /** Names; all members when not given. */
  readonly nodes?: readonly string[];
  /** Stop and ask after so many nodes. */
  readonly canary?: number;
  /** Seconds. */
  readonly soak: number;
  readonly hookBefore?: Hook;
  readonly hookAfter?: Hook;
  /** How many hosts download at a time. */
  readonly parallelStage: number;
  /** Seconds by state, where they differ from the defaults. */
  readonly timeouts: Readonly<Partial<Record<StateName, number>>>;
  readonly packages: 'auto' | 'apt' | 'dnf' | 'command';
  readonly commands?: CommandTemplates;
  /** Leave the package held in the end. */
  readonly hold: boolean;
  /** Of this machine: definitions before the run, and with `coldBackup` each node's data directory. */
  readonly backupDir?: string;
  readonly coldBackup: boolean;
  /** Of a backup: with the Erlang cookie and private keys. */
  readonly withSecrets?: boolean;
  /** What is restored of `backupDir`. */
  readonly restores?: readonly RestorePart[];
  readonly overrides: readonly Override[];
  readonly featureFlags: 'ask' | 'enable' | 'leave';
  /** Of a cluster that is created: what it is to be called. */
  readonly clusterName?: string;
  /** A file of definitions of this machine that it gets. */
  readonly definitions?: string;
  /** A user that it gets, an administrator. Its password is in no option, but in a file, or asked for. */
  readonly admin?: string;
  readonly adminPasswordFile?: string;
  /** What becomes of the user guest. */
  readonly guest?: 'keep' | 'delete' | 'change-password';
  readonly guestPasswordFile?: string;
  /** Give a node that joins the Erlang cookie of the cluster. */
  readonly syncCookie?: boolean;
  /** Also the one-way door: khepri_db. */
  readonly khepri: boolean;
}

/** The node whose place another one takes, in a run that does that: it may be down or drained before its turn. */
export const replacedNode = ({ kind, nodes = [] }: RunOptions): string | undefined =>
  kind === 'replace-node' ? nodes[0] : undefined;
