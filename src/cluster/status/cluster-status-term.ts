import { Atom, type Properties, type Term, Tuple } from '../../format/term.js';
import { has } from '../capabilities.js';
import type { ClusterStatus, Listener } from './cluster-status.js';
import { maintenance } from './cluster-status-text.js';
import { listenerInterface, listenerPurpose } from './listener-purpose.js';

/** The object of `--formatter json`, with the keys of the node's version. */
export function clusterStatusJson(status: ClusterStatus): Properties {
  const version = status.rabbitmqVersion;
  const byNode = (entry: (node: ClusterStatus['nodes'][number]) => Term): Properties =>
    Object.fromEntries(status.nodes.map((node) => [node.name, entry(node)]));
  const newer = has(version, 'cluster_status_cpu_cores_and_tags');
  return {
    alarms: status.alarms.map(({ node, resource }) => ({ node, resource, type: 'resource_limit' })),
    cluster_name: status.clusterName,
    ...(newer
      ? {
          cluster_tags: emptyAsList(status.clusterTags as Properties),
          cpu_cores: byNode((node) => node.cpuCores ?? null),
        }
      : {}),
    disk_nodes: status.discNodes.toSorted(),
    feature_flags: status.featureFlags as readonly unknown[] as readonly Properties[],
    listeners: byNode((node) => node.listeners.map(listenerJson(version))),
    maintenance_status: byNode((node) => maintenance(node.underMaintenance)),
    partitions: Object.fromEntries(status.partitions),
    ...(has(version, 'ram_nodes') ? { ram_nodes: status.ramNodes.toSorted() } : {}),
    running_nodes: status.runningNodes.toSorted(),
    versions: byNode((node) => ({
      erlang_version: node.erlangRelease ?? null,
      rabbitmq_name: node.productName,
      rabbitmq_version: node.rabbitmqVersion ?? null,
    })),
  };
}

/** The classic status term, as far as HTTP knows it: without the listener records. */
export function clusterStatusTerm(status: ClusterStatus): Term {
  const atoms = (names: readonly string[]): Term => names.map((name) => new Atom(name));
  const entry = (key: string, term: Term): Tuple => new Tuple(new Atom(key), term);
  const ram = status.ramNodes.length === 0 ? [] : [entry('ram', atoms(status.ramNodes))];
  return [
    entry('nodes', [entry('disc', atoms(status.discNodes)), ...ram]),
    entry('running_nodes', atoms(status.runningNodes)),
    entry('cluster_name', status.clusterName),
    entry(
      'partitions',
      status.partitions.map(([node, peers]) => entry(node, atoms(peers))),
    ),
    entry(
      'alarms',
      status.runningNodes.map((name) => entry(name, alarmsOf(status, name))),
    ),
  ];
}

const alarmsOf = (status: ClusterStatus, name: string): Term =>
  status.alarms
    .filter(({ node }) => node === name)
    .map(({ node, resource }) => new Tuple(new Atom('resource_limit'), new Atom(resource), new Atom(node)));

/** An empty map is an empty list in the real tool: an Elixir keyword list has lost the difference. */
const emptyAsList = (tags: Properties): Term => (Object.keys(tags).length === 0 ? [] : tags);

const listenerJson =
  (version: string) =>
  ({ node, protocol, address, port }: Listener): Properties => ({
    interface: listenerInterface(address),
    node,
    port,
    protocol,
    purpose: listenerPurpose(protocol, version),
  });
