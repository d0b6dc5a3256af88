import type { RunKind } from '../run-options.js';
import type { StateName } from '../state-name.js';

/** What is going on in each state, for a reader who has not read the documentation. */
export const stateWords: Readonly<Record<StateName, string>> = {
  gate: 'is the rest of the cluster well?',
  'hook-before': 'your hook runs',
  'await-quorum': 'can every quorum queue do without this node?',
  'await-mirrors': 'are all mirrors synchronised?',
  'move-leaders': 'leaders move to other nodes',
  drain: 'the node goes into maintenance mode',
  'verify-drain': 'the other nodes are asked whether it is drained',
  stop: 'the broker is being stopped',
  'prove-down': 'is its process gone, and its name from epmd?',
  backup: 'the data directory is copied',
  install: 'the package is being installed',
  start: 'the broker is being started',
  'await-boot': 'the broker boots',
  'await-rejoin': 'the other nodes are asked whether it is back',
  'await-catchup': 'replicas catch up',
  'hook-after': 'your hook runs',
  soak: 'a while in which nothing may go wrong',
  stage: 'packages are downloaded',
  export: 'definitions are exported',
  flags: 'feature flags',
  rebalance: 'leaders are spread over all nodes',
  verify: 'is everything as it was before?',
  release: 'the lock is given back',
};

/** What people type, and what they call it. */
export const commandOf: Readonly<Record<RunKind, string>> = {
  upgrade: 'rolling-upgrade',
  restart: 'rolling-restart',
};

/** `rolling-upgrade of prod to 4.0.9-1`. */
export const runTitle = (run: { kind: RunKind; cluster: string; target?: string | undefined }): string =>
  `${commandOf[run.kind]} of ${run.cluster}${run.target === undefined ? '' : ` to ${run.target}`}`;

/** `1 node`, `3 nodes`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

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
