import { getListeners, type Listener } from '../api/overview.js';
import type { Cluster, Node } from '../cluster/cluster.js';
import { memberNames } from '../cluster/members.js';
import { hostOf } from '../cluster/node-name.js';
import { type ProtocolWord, protocolNames, protocolWords } from '../cluster/protocol-words.js';
import { CheckFailed } from '../errors.js';
import { toldAddress, toldPort } from './told.js';

/** One protocol of the cluster, and where each node speaks it. */
export interface Service {
  /** `amqp`; `amqp-2` where every node has a second port for it. */
  readonly name: string;
  readonly protocol: ProtocolWord;
  /** Of most nodes. */
  readonly port: number;
  readonly servers: readonly Server[];
}

export interface Server {
  readonly node: string;
  /** A host name, or an address without brackets. */
  readonly address: string;
  readonly port: number;
  /** It is down now, and taken to listen where the others do. */
  readonly assumed: boolean;
}

/** Of a cluster: what its running nodes listen on, told by one of them. */
export interface ClusterServices {
  readonly cluster: string;
  readonly members: readonly string[];
  readonly down: readonly string[];
  readonly services: readonly Service[];
}

/**
 * Asks for members and listeners. A node is reached where its HTTP API is, if that host is its alone, else by the host of its
 * name. Throws CheckFailed where listeners are not told, DataError for what is no address or port, and what the API throws.
 */
export async function clusterServices(cluster: Cluster): Promise<ClusterServices> {
  const [members, listeners] = [await memberNames(cluster.api), await getListeners(cluster.api)];
  if (listeners.length === 0)
    throw new CheckFailed(`${cluster.name} tells no listeners`, {
      hint: 'They are told to users with the tag monitoring or administrator alone.',
    });
  // One that is known by its address alone is a member.
  if (cluster.nodes.some(({ name }) => !name.includes('@'))) await cluster.target();
  const addresses = addressesOf(await cluster.named(members));
  const down = members.filter((name) => !listeners.some(({ node }) => node === name));
  const services = protocolNames.flatMap((protocol) => servicesOf(protocol, members, listeners, addresses));
  return { cluster: cluster.name, members, down, services };
}

function servicesOf(
  protocol: ProtocolWord,
  members: readonly string[],
  listeners: readonly Listener[],
  addresses: ReadonlyMap<string, string>,
): readonly Service[] {
  const open = new Map(members.map((node) => [node, endpointsOf(node, protocol, listeners)]));
  const most = Math.max(0, ...[...open.values()].map(({ length }) => length));
  return Array.from({ length: most }, (_, at): Service => {
    const ports = [...open.values()].flatMap((endpoints) => endpoints[at]?.port ?? []);
    const port = mostFrequent(ports);
    const servers = members.flatMap((node): readonly Server[] => {
      const isDown = !listeners.some((listener) => listener.node === node);
      const endpoint = open.get(node)?.[at] ?? (isDown ? { port, address: undefined } : undefined);
      if (endpoint === undefined) return [];
      const address = toldAddress(node, endpoint.address ?? addresses.get(node) ?? hostOf(node));
      return [{ node, address, port: endpoint.port, assumed: isDown }];
    });
    return { name: at === 0 ? protocol : `${protocol}-${at + 1}`, protocol, port, servers };
  });
}

interface Endpoint {
  readonly port: number;
  /** Where it listens on one address alone. */
  readonly address: string | undefined;
}

/** Ports of one node for one protocol, the lowest first. What only the node itself can reach is left out. */
function endpointsOf(node: string, protocol: ProtocolWord, listeners: readonly Listener[]): readonly Endpoint[] {
  const byPort = new Map<number, Endpoint>();
  for (const { node: of, protocol: spoken, port: told, ip_address = '' } of listeners) {
    if (of !== node || spoken !== protocolWords[protocol] || told === undefined) continue;
    const port = toldPort(node, told);
    const address = ['', '::', '0.0.0.0'].includes(ip_address) ? undefined : toldAddress(node, ip_address);
    if (address !== undefined && isLoopback(address)) continue;
    const known = byPort.get(port);
    if (known === undefined || (address === undefined && known.address !== undefined))
      byPort.set(port, { port, address });
  }
  return [...byPort.values()].toSorted((a, b) => a.port - b.port);
}

/** A host that several nodes share is a balancer, a tunnel's end, or this machine: no node's own. */
function addressesOf(nodes: readonly Node[]): ReadonlyMap<string, string> {
  const hosts = nodes.map(({ name, api }) => ({ name, host: new URL(api.url).hostname.replaceAll(/[[\]]/g, '') }));
  return new Map(
    hosts
      .filter(({ host }) => !isLoopback(host) && hosts.filter((other) => other.host === host).length === 1)
      .map(({ name, host }) => [name, host]),
  );
}

const isLoopback = (address: string): boolean =>
  address === 'localhost' || address === '::1' || /^(::ffff:)?127\./.test(address);

function mostFrequent(ports: readonly number[]): number {
  const count = (port: number) => ports.filter((other) => other === port).length;
  return ports.toSorted((a, b) => count(b) - count(a) || a - b)[0] ?? 0;
}
