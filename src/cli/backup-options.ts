import { flag, ours, words } from './input.js';
import { nodeFlags, restartNodeFlags } from './node-operation-options.js';
import { rollingFlags } from './rolling-options.js';

/** `backup DIRECTORY`, `backup plan DIRECTORY`, `backup status`. */
export const backupArguments = {
  directory: words('a new directory on this machine; or plan and that; or status, resume, abort, history [RUN]'),
} as const;

const { 'backup-dir': _, 'cold-backup': __, ...asForRestart } = restartNodeFlags;

/** Options of a backup: with --cold those of a restart of each node. */
export const backupFlags = {
  cold: ours(flag('the data directory of each node as well: one after the other is stopped, copied and started')),
  'with-secrets': ours(flag('with private keys and, with --cold, the Erlang cookie')),
  ...asForRestart,
} as const;

/** `restore DIRECTORY`, `restore plan DIRECTORY`, `restore status`. */
export const restoreArguments = {
  directory: words('the directory of a backup; or plan and that; or status, resume, abort, history [RUN]'),
} as const;

/** Options of what puts a backup back. */
export const restoreFlags = {
  definitions: ours(flag('import the definitions, into a cluster that runs')),
  configuration: ours(flag("write each node's configuration files; they count from its next start")),
  data: ours(flag("put back each node's data, while all nodes are stopped")),
  nodes: rollingFlags.nodes,
  'allow-version-skew': ours(flag('write configuration although a node runs another series of RabbitMQ')),
  ...nodeFlags,
} as const;
