import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Cluster, Node } from '../../src/cluster/cluster.js';
import { gatherClusterStatus } from '../../src/cluster/status/gather-cluster-status.js';
import { Unavailable } from '../../src/errors.js';
import { fakeApi } from '../commands/fakes.js';

const listener = (node: string) => ({ node, protocol: 'amqp', ip_address: '::', port: 5672 });
const runs = (name: string) => ({ name, type: 'disc', running: true, processors: 2 });
const down = (name: string) => ({ name, type: 'disc', running: false });

/** The status as mq1 sees it, of a cluster whose three nodes settings name; and whose overview was asked for, before or after the list. */
async function gather(given: { readonly nodes: readonly object[]; readonly listeners?: readonly object[] }) {
  const asked: string[] = [];
  const node = (name: string, listeners?: readonly object[]): Node => {
    const api = fakeApi({
      'GET overview': () => {
        asked.push(name);
        return { node: `rabbit@${name}`, erlang_version: '27.2', listeners };
      },
      'GET nodes': async () => {
        await sleep(20);
        asked.push('the list of nodes has come');
        return given.nodes;
      },
      'GET feature-flags': [],
      'GET health/checks/alarms': { status: 'ok' },
    });
    return { name: `rabbit@${name}`, api, address: api } as unknown as Node;
  };
  const first = node('mq1', given.listeners);
  const nodes = [first, node('mq2'), node('mq3')];
  const named = async ([name]: readonly string[]) => nodes.filter((candidate) => candidate.name === name);
  return { status: await gatherClusterStatus(first, { nodes, named } as unknown as Cluster), asked };
}

const nodes = [runs('rabbit@mq1'), runs('rabbit@mq2'), down('rabbit@mq3')];
const both = ['rabbit@mq1', 'rabbit@mq2'];

it('of the nodes that settings name those are asked that run, and at once', async () => {
  const { status, asked } = await gather({ nodes, listeners: both.map(listener) });
  expect(asked).toEqual(['mq1', 'mq2', 'the list of nodes has come']);
  expect(status.runningNodes).toEqual(both);
  expect(status.discNodes).toEqual([...both, 'rabbit@mq3']);
  expect(status.gaps).toEqual([]);
});

it.each([
  ['does not tell who listens', undefined],
  ['does not name one of them', [listener('rabbit@mq1')]],
])('where the overview %s, those that run are asked when that is known', async (_what, listeners) => {
  const { status, asked } = await gather({ nodes, ...(listeners && { listeners }) });
  expect(asked).toEqual(['mq1', 'the list of nodes has come', 'mq2']);
  expect(status.nodes.map(({ erlangRelease }) => erlangRelease)).toEqual(['27.2', '27.2']);
  expect(status.gaps).toEqual([]);
});

it('one that stopped meanwhile is none of those that run, whatever it answers', async () => {
  const gone = [runs('rabbit@mq1'), down('rabbit@mq2'), down('rabbit@mq3')];
  const { status } = await gather({ nodes: gone, listeners: both.map(listener) });
  expect(status.runningNodes).toEqual(['rabbit@mq1']);
  expect(status.gaps).toEqual([]);
});

it('one that runs and does not answer leaves a gap', async () => {
  const silent = new Unavailable('nothing listens', { reached: false });
  const api = fakeApi({ 'GET overview': silent });
  const first = fakeApi({
    'GET overview': { node: 'rabbit@mq1', listeners: both.map(listener) },
    'GET nodes': nodes,
    'GET feature-flags': [],
    'GET health/checks/alarms': { status: 'ok' },
  });
  const target = { name: 'rabbit@mq1', api: first, address: first } as unknown as Node;
  const cluster = { nodes: [target, { name: 'rabbit@mq2', api, address: api }], named: async () => [] };
  const { gaps } = await gatherClusterStatus(target, cluster as unknown as Cluster);
  expect(gaps).toEqual(['rabbit@mq2 does not answer over HTTP (nothing listens)']);
});
