import type { Cluster, Node } from '../../../src/cluster/cluster.js';
import { FailoverApi } from '../../../src/cluster/failover-api.js';
import { memberNames } from '../../../src/cluster/members.js';
import { systemdBroker } from '../../../src/ssh/systemd-broker.js';
import { systemdLauncher } from '../../../src/ssh/systemd-launcher.js';
import type { Member } from '../../../src/upgrade/member.js';
import type { Life } from './life.js';
import { simulatedApi } from './simulated-api.js';
import { simulatedHost } from './simulated-host.js';
import { simulatedPackages } from './simulated-packages.js';
import type { SimulatedNode, World } from './world.js';

/** The cluster as one process of the tool sees it. */
export function simulatedCluster(world: World, life: Life): Cluster {
  const nodes = new Map(world.nodes.map((node) => [node.name, nodeOf(world, node, life)]));
  const all = [...nodes.values()];
  const [first] = all;
  if (first === undefined) throw new Error('a cluster has nodes');
  const api = new FailoverApi({
    name: 'simulated',
    candidates: all.filter(({ name }) => !world.strangers.has(name)).map(({ name, api }) => ({ name, api })),
    discover: async () => [],
    warn: () => {},
  });
  const cluster: Cluster = {
    ...{ name: 'simulated', nodes: all, api },
    target: async () => first,
    answering: async () => first,
    version: () => first.version(),
    members: async () => (await memberNames(api)).flatMap((name) => nodes.get(name) ?? []),
    named: async (names) => names.flatMap((name) => nodes.get(name) ?? []),
    close: async () => {},
  };
  offers.set(cluster, world.shape.new);
  return cluster;
}

const offers = new WeakMap<Cluster, string>();

/** In place of `openMembers`: all but the package manager is what a real run has. */
export async function openSimulatedMembers(cluster: Cluster): Promise<readonly Member[]> {
  return (await cluster.members()).map((node) => memberOf(cluster, node));
}

/** In place of `openOutsiders`. */
export async function openSimulatedOutsiders(cluster: Cluster, names: readonly string[]): Promise<readonly Member[]> {
  return (await cluster.named(names)).map((node) => memberOf(cluster, node));
}

const memberOf = (cluster: Cluster, node: Node): Member => ({
  ...{ name: node.name, node },
  service: systemdBroker(node.host, node.name),
  launcher: systemdLauncher(node.host),
  packages: simulatedPackages(node.host, offers.get(cluster) ?? ''),
});

function nodeOf(world: World, node: SimulatedNode, life: Life): Node {
  const api = simulatedApi(world, node, life);
  return {
    ...{
      name: node.name,
      api,
      address: api,
      host: simulatedHost(world, node, life),
      sudo: undefined,
    },
    version: async () => {
      throw new Error('an upgrade asks anew what runs');
    },
  };
}
