import { commandOf, type RunKind } from '../run-kind.js';
import type { StateName } from '../state-name.js';

/** What is going on in each state, for a reader who has not read the documentation. */
export const stateWords: Readonly<Record<StateName, string>> = {
  gate: 'checking that the rest of the cluster is well',
  'hook-before': 'running your hook',
  'await-quorum': 'waiting until every quorum queue can do without this node',
  'await-mirrors': 'waiting until all mirrors are synchronised',
  'move-leaders': 'moving leaders to other nodes',
  drain: 'putting the node into maintenance mode',
  'verify-drain': 'asking the other nodes whether it is drained',
  stop: 'stopping the broker',
  'prove-down': 'making sure that its process is gone, and its name from epmd',
  backup: 'copying the data directory',
  install: 'installing the package',
  start: 'starting the broker',
  'await-boot': 'waiting for the broker to boot',
  'await-rejoin': 'waiting until the other nodes see it again',
  'await-catchup': 'waiting until its replicas have caught up',
  'hook-after': 'running your hook',
  soak: 'watching for a while that nothing goes wrong',
  'sync-cookie': 'giving it the Erlang cookie of the cluster',
  reset: 'stopping RabbitMQ there, and emptying it',
  join: 'making it a member',
  'start-app': 'starting RabbitMQ there',
  grow: 'giving it the replicas that the old node has',
  'await-sync': 'waiting until its replicas have all that the others have',
  shrink: 'taking its replicas away',
  'stop-app': 'stopping RabbitMQ there',
  leave: 'having it leave, which empties it',
  forget: 'having the others forget it',
  import: 'importing definitions',
  'put-files': 'writing its configuration files',
  'put-data': 'putting its data back',
  stage: 'downloading packages on all hosts',
  export: 'exporting definitions',
  remember: 'writing on every machine in which order the nodes stop',
  'start-all': 'starting all nodes side by side',
  flags: 'enabling feature flags',
  rebalance: 'spreading leaders over all nodes',
  name: 'naming the cluster',
  admin: 'making the administrator',
  manifest: 'counting what is in the backup',
  verify: 'comparing with how it was before',
  release: 'giving the lock back',
  guest: 'dealing with the user guest',
};

/** `rolling-upgrade of prod to 4.0.9-1`. */
export const runTitle = (run: { kind: RunKind; cluster: string; target?: string | undefined }): string =>
  `${commandOf[run.kind]} of ${run.cluster}${run.target === undefined ? '' : ` to ${run.target}`}`;

/** `1 node`, `3 nodes`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** A sentence in lines that can be read. */
export const paragraph = (text: string, indent = ''): string => wrapped(text.split(' '), 100, indent);

/** Lines no longer than the width, where the words allow it; all but the first are indented. */
export function wrapped(words: readonly string[], width: number, indent: string): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last === undefined || longer.length > width) lines.push(last === undefined ? word : `${indent}${word}`);
    else lines[lines.length - 1] = longer;
  }
  return lines.join('\n');
}
