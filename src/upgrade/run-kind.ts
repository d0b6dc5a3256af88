/** What a run is: the name of its command, for all but the two oldest. It is written to the journal and the lock. */
export type RunKind = 'upgrade' | 'restart' | 'backup' | 'restore' | NodeKind | StopKind;

/** Of these, what is done to nodes that the command names. */
export type NodeKind = 'restart-node' | 'drain-node' | 'add-node' | 'remove-node' | 'replace-node' | 'create-cluster';

/** And what is done to a whole cluster that may not run, so that there may be nobody to ask, and no lock. */
export type StopKind = 'stop-cluster' | 'start-cluster';

/** What people type, and what they call it. */
export const commandOf: Readonly<Record<RunKind, string>> = {
  upgrade: 'rolling-upgrade',
  restart: 'rolling-restart',
  backup: 'backup',
  restore: 'restore',
  'restart-node': 'restart-node',
  'drain-node': 'drain-node',
  'add-node': 'add-node',
  'remove-node': 'remove-node',
  'replace-node': 'replace-node',
  'create-cluster': 'create-cluster',
  'stop-cluster': 'stop-cluster',
  'start-cluster': 'start-cluster',
};

/** Whether the command names one node. */
export const isAboutOne = (kind: RunKind): boolean =>
  kind === 'restart-node' || kind === 'drain-node' || kind === 'add-node' || kind === 'remove-node';

/** Whether its nodes join or leave. */
export const changesMembers = (kind: RunKind): boolean =>
  kind === 'add-node' || kind === 'remove-node' || kind === 'replace-node' || kind === 'create-cluster';

/** Whether the cluster may be stopped before, in or after it. */
export const mayBeStopped = (kind: RunKind): kind is StopKind => kind === 'stop-cluster' || kind === 'start-cluster';
