import type { Listener } from '../../src/api/overview.js';
import type { Cluster, Node } from '../../src/cluster/cluster.js';
import { fakeApi } from '../commands/fakes.js';

export const three = ['rabbit@mq1', 'rabbit@mq2', 'rabbit@mq3'] as const;

const ports = {
  ...{ amqp: 5672, 'amqp/ssl': 5671, mqtt: 1883, 'mqtt/ssl': 8883, stomp: 61_613, 'stomp/ssl': 61_614 },
  ...{ stream: 5552, 'stream/ssl': 5551, http: 15_672, https: 15_671, clustering: 25_672 },
  ...{ 'http/prometheus': 15_692, 'https/prometheus': 15_691, 'http/web-mqtt': 15_675 },
};

/** All that a node with every plugin listens on. */
export const listenersOf = (node: string): readonly Listener[] =>
  Object.entries(ports).map(([protocol, port]) => ({ node, protocol, port, ip_address: '::' }));

/** A cluster that is told by one node. `hosts`: of each node's HTTP API, as settings have it. */
export function clusterOf(
  listeners: readonly Listener[],
  {
    members = three as readonly string[],
    hosts = {},
    rows = [],
  }: {
    readonly members?: readonly string[];
    readonly hosts?: Readonly<Record<string, string>>;
    readonly rows?: readonly object[];
  } = {},
): Cluster {
  const api = fakeApi({
    'GET nodes': rows.length > 0 ? rows : members.map((name) => ({ name })),
    'GET overview': { listeners },
  });
  const nodes = members.map((name) => {
    const host = hosts[name] ?? name.slice(name.indexOf('@') + 1);
    return { name, api: { ...api, url: `http://${host}:15672` } } as unknown as Node;
  });
  const named = async (names: readonly string[]) => nodes.filter(({ name }) => names.includes(name));
  return { name: 'prod', nodes, api, named } as unknown as Cluster;
}
