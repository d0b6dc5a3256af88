/** What happens to each node, in this order (docs/rolling-upgrade.md). A restart has no `install` and needs no `backup`. */
export const nodeStates = [
  'gate',
  'hook-before',
  'await-quorum',
  'await-mirrors',
  'move-leaders',
  'drain',
  'verify-drain',
  'stop',
  'prove-down',
  'backup',
  'install',
  'start',
  'await-boot',
  'await-rejoin',
  'await-catchup',
  'hook-after',
  'soak',
] as const;

/** What else happens to a node that becomes a member or ceases to be one (docs/cluster-operations.md). */
export const membershipStates = [
  'sync-cookie',
  'reset',
  'join',
  'start-app',
  'grow',
  'await-sync',
  'shrink',
  'stop-app',
  'leave',
  'forget',
] as const;

/** What happens to a node that is given what a backup holds (docs/backup.md). */
export const restoreStates = ['import', 'put-files', 'put-data'] as const;

/** What happens once, before the first node and after the last. */
export const clusterStates = [
  'stage',
  'export',
  'remember',
  'start-all',
  'flags',
  'rebalance',
  'name',
  'import',
  'admin',
  'manifest',
  'verify',
  'release',
  'guest',
] as const;

export type NodeState =
  | (typeof nodeStates)[number]
  | (typeof membershipStates)[number]
  | (typeof restoreStates)[number];
export type ClusterState = (typeof clusterStates)[number];
export type StateName = NodeState | ClusterState;

/** Seconds. facts: rolling-upgrade-procedure §3.2. */
export const defaultTimeouts: Readonly<Record<StateName, number>> = {
  gate: 120,
  'hook-before': 600,
  'await-quorum': 600,
  'await-mirrors': 3600,
  'move-leaders': 300,
  drain: 600,
  'verify-drain': 120,
  stop: 600,
  'prove-down': 60,
  backup: 7200,
  install: 900,
  start: 3600,
  'await-boot': 900,
  'await-rejoin': 300,
  'await-catchup': 1800,
  'hook-after': 600,
  soak: 0,
  'sync-cookie': 600,
  reset: 300,
  join: 600,
  'start-app': 900,
  grow: 1800,
  'await-sync': 3600,
  shrink: 1800,
  'stop-app': 300,
  leave: 600,
  forget: 300,
  import: 600,
  'put-files': 300,
  'put-data': 7200,
  stage: 1800,
  export: 600,
  remember: 60,
  'start-all': 120,
  flags: 600,
  rebalance: 600,
  name: 60,
  admin: 60,
  manifest: 7200,
  verify: 300,
  release: 60,
  guest: 60,
};
