import type { NodeState } from '../state-name.js';

/** What is true of a node whose turn stops in that state: for the one who must decide what next. */
export const stateTruths: Readonly<Record<NodeState, string>> = {
  gate: 'the node was not touched',
  'hook-before': 'the node was not touched, but for what the hook did',
  'await-quorum': 'the node was not touched',
  'await-mirrors': 'the node was not touched',
  'move-leaders': 'the node is in service; leaders of streams may have moved',
  drain: 'the node runs, and may be drained: clients then stay away until the run goes on or is given up',
  'verify-drain': 'the node runs and is drained: clients stay away until the run goes on or is given up',
  stop: 'the node is being stopped, which goes on by itself',
  'prove-down': 'the node is stopped',
  backup: 'the node is stopped, with the package that it had',
  install: 'the node is stopped; an installation that was begun goes on by itself',
  start: 'the node is being started, which goes on by itself',
  'await-boot': 'the node was started, and is not known to be up',
  'await-rejoin': 'the node is up, and is not known to have joined the others again',
  'await-catchup': 'the node is up and in the cluster; its replicas are not known to have caught up',
  'hook-after': 'the node is done but for the hook',
  soak: 'the node is done, and was being watched',
  'sync-cookie':
    'the node is no member, and may be stopped or have the cookie of the cluster by now; its data is as it was',
  reset: 'the node is no member; it is stopped, and may have lost its data',
  join: 'the node is empty and stopped; whether it is a member, its members tell',
  'start-app': 'the node is a member, and not known to run',
  grow: 'the new node is a member, and has some of the replicas; the old one has all of its own',
  'await-sync':
    'the new node is a member, and its replicas are being filled, which goes on by itself; the old one has all of its own',
  shrink: 'the node is a member and in service; some replicas may have been taken from it',
  'stop-app': 'the node is a member, and drained or stopped; replicas were taken from it',
  leave: 'the node is stopped, and may have left and be empty',
  import: 'the cluster is in service; some of the definitions may be in',
  'put-files': 'the node is in service as it was started; some of its files may be those of the backup',
  'put-data': 'the node is stopped; its data are what they were, or those of the backup',
  forget: 'the node is stopped; whether it is a member, the others tell',
};
