import { expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { askedOfNode, checkAskedOfNode, nodeOptionsOf } from '../../src/upgrade/asked-node.js';

const asked = (...words: readonly string[]) => askedOfNode('drain-node', words);

it.each([
  [['rabbit@mq2'], { action: 'run', nodes: ['rabbit@mq2'], run: undefined }],
  [['run', 'mq2'], { action: 'run', nodes: ['mq2'], run: undefined }],
  [['plan', 'mq2'], { action: 'plan', nodes: ['mq2'], run: undefined }],
  [['rabbit@plan'], { action: 'run', nodes: ['rabbit@plan'], run: undefined }],
  [['status'], { action: 'status', nodes: [], run: undefined }],
  [['history', '20261125-120000-3f2a'], { action: 'history', nodes: [], run: '20261125-120000-3f2a' }],
])('%j', (words, meant) => {
  expect(asked(...words)).toEqual(meant);
});

it.each([[[]], [['plan']], [['mq1', 'mq2']], [['status', 'mq2']], [['history', 'one', 'two']]])(
  '%j does not fit',
  (words) => {
    expect(() => asked(...words)).toThrow(UsageError);
  },
);

it('a state that there is not is refused before anything is asked', () => {
  expect(() => checkAskedOfNode('drain-node', ['mq2'], { 'state-timeout': { drian: 5 } })).toThrow(
    'there is no state drian',
  );
  // Whoever only looks has no use for it.
  checkAskedOfNode('drain-node', ['status'], { 'state-timeout': { drian: 5 } });
});

it('what was not asked for is as in every run', () => {
  expect(nodeOptionsOf('drain-node', ['mq2'], { 'allow-unavailable-queues': true })).toMatchObject({
    kind: 'drain-node',
    nodes: ['mq2'],
    soak: 0,
    overrides: ['unavailable-queues'],
    timeouts: {},
  });
});

it('a cluster is made of two nodes at least', () => {
  expect(askedOfNode('create-cluster', ['plan', 'mq1', 'mq2', 'mq3'])).toEqual({
    ...{ action: 'plan', nodes: ['mq1', 'mq2', 'mq3'], run: undefined },
  });
  expect(() => askedOfNode('create-cluster', ['mq1'])).toThrow('which nodes?');
  expect(nodeOptionsOf('create-cluster', ['mq1', 'mq2'], { name: 'prod' })).toMatchObject({ clusterName: 'prod' });
});
