import type { Procedure } from './procedure.js';
import { addNode } from './procedures/add-node.js';
import { backup } from './procedures/backup.js';
import { createCluster } from './procedures/create-cluster.js';
import { drainNode } from './procedures/drain-node.js';
import { removeNode } from './procedures/remove-node.js';
import { replaceNode } from './procedures/replace-node.js';
import { restore } from './procedures/restore.js';
import { rolling } from './procedures/rolling.js';
import { startCluster } from './procedures/start-cluster.js';
import { stopCluster } from './procedures/stop-cluster.js';
import type { RunKind } from './run-kind.js';

const procedures: Readonly<Record<RunKind, Procedure>> = {
  upgrade: rolling,
  restart: rolling,
  backup,
  restore,
  'restart-node': rolling,
  'drain-node': drainNode,
  'add-node': addNode,
  'remove-node': removeNode,
  'create-cluster': createCluster,
  'stop-cluster': stopCluster,
  'replace-node': replaceNode,
  'start-cluster': startCluster,
};

/** What a run of that kind does. */
export const procedureOf = (kind: RunKind): Procedure => procedures[kind];
