import { flag, oneOf, option, ours, words } from './input.js';
import { rollingFlags } from './rolling-options.js';

/** `drain-node NODE`, `drain-node plan NODE`, `drain-node status`. */
export const nodeArguments = {
  node: words('the node; or plan and the node; or status, resume, abort, history [RUN]'),
} as const;

const { nodes: _, canary: __, ...ofOneNode } = rollingFlags;

/** Options of what restarts one node: all of a rolling restart but those about several. */
export const restartNodeFlags = ofOneNode;

/** Options of every operation on one node. */
export const nodeFlags = {
  'state-timeout': rollingFlags['state-timeout'],
  'take-over': rollingFlags['take-over'],
  'detailed-exit-codes': rollingFlags['detailed-exit-codes'],
} as const;

/** Options of what makes a node a member. */
export const addNodeFlags = {
  ...nodeFlags,
  'sync-cookie': ours(flag("give it the cluster's Erlang cookie, and restart its broker")),
  'allow-data-loss': ours(flag('go on although queues of the node are deleted')),
  'allow-version-skew': ours(flag('go on although the node runs another series of RabbitMQ')),
} as const;

/** Options of what makes a cluster of nodes. */
export const createClusterFlags = {
  ...addNodeFlags,
  name: ours(option('what the cluster is to be called')),
  definitions: ours(option('a file of this machine with definitions that it gets')),
  admin: ours(option('a user that it gets, an administrator; its password is asked for, or the first line of stdin')),
  'admin-password-file': ours(option('a file of this machine with that password')),
  guest: ours(oneOf('what becomes of the user guest', ['keep', 'delete', 'change-password'], 'keep')),
  'guest-password-file': ours(option("a file of this machine with guest's new password; else asked for")),
} as const;

/** `create-cluster NODE NODE`, `create-cluster status`. */
export const clusterArguments = {
  node: words(
    'the nodes, first the one that the others join; or plan and the nodes; or status, resume, abort, history [RUN]',
  ),
} as const;

/** Options of what makes a member leave. */
export const removeNodeFlags = {
  ...nodeFlags,
  'allow-queue-loss': ours(flag('go on although queues are lost that are on this node alone')),
  'allow-unreached-node': ours(flag('go on although nobody can tell whether the node still runs')),
} as const;

/** `replace-node OLD NEW`, `replace-node plan OLD NEW`, `replace-node status`. */
export const replaceArguments = {
  node: words('the old node and the new one; or plan and both; or status, resume, abort, history [RUN]'),
} as const;

/** Options of what puts a node in the place of another one. */
export const replaceNodeFlags = { ...addNodeFlags, ...removeNodeFlags } as const;

/** Options of what drains one node. */
export const drainNodeFlags = {
  ...nodeFlags,
  'allow-unavailable-queues': rollingFlags['allow-unavailable-queues'],
  'allow-low-capacity': rollingFlags['allow-low-capacity'],
} as const;
