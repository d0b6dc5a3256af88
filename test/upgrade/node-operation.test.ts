import { expect, it } from 'vitest';
import type { Cluster } from '../../src/cluster/cluster.js';
import { type AskedOfCommand, nodeOperation } from '../../src/upgrade/node-operation.js';

it.each(['drain-node', 'create-cluster'] as const)('%s takes of its context only what it may look at', (kind) => {
  const context = {
    args: { node: ['mq1', 'mq2'].slice(0, kind === 'drain-node' ? 1 : 2) },
    flags: {},
    cluster: { name: 'prod', nodes: [] } as unknown as Cluster,
    env: {},
    get node(): never {
      throw new Error('it is not about a node');
    },
  } as unknown as AskedOfCommand;
  expect(nodeOperation(kind, context)).toMatchObject({ kind: 'passed', verbatim: true });
});
