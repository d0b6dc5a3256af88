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

/** What happens once, before the first node and after the last. */
export const clusterStates = ['stage', 'export', 'flags', 'rebalance', 'verify', 'release'] as const;

export type NodeState = (typeof nodeStates)[number];
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
  stage: 1800,
  export: 600,
  flags: 600,
  rebalance: 600,
  verify: 300,
  release: 60,
};
