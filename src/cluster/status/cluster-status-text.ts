import { has } from '../capabilities.js';
import type { ClusterStatus, Listener } from './cluster-status.js';
import { listenerInterface, listenerPurpose } from './listener-purpose.js';

/** The text of the node's version, section by section (rabbitmq_cli `cluster_status_command.ex`); no newline at the end. */
export function clusterStatusText(status: ClusterStatus): string {
  const version = status.rabbitmqVersion;
  const cores = status.nodes.reduce((sum, node) => sum + (node.cpuCores ?? 0), 0);
  const tags = Object.entries(status.clusterTags).map(([key, tag]) => `${key}: ${String(tag)}`);
  const newer = has(version, 'cluster_status_cpu_cores_and_tags');
  const sections: readonly (readonly [string, readonly string[]] | undefined)[] = [
    [
      'Basics',
      [`Cluster name: ${status.clusterName}`, ...(newer ? [`Total CPU cores available cluster-wide: ${cores}`] : [])],
    ],
    newer ? ['Cluster Tags', orNone(tags)] : undefined,
    ['Disk Nodes', status.discNodes.toSorted()],
    status.ramNodes.length > 0 ? ['RAM Nodes', status.ramNodes.toSorted()] : undefined,
    ['Running Nodes', status.runningNodes.toSorted()],
    [
      'Versions',
      status.nodes.map(
        (node) =>
          `${node.name}: ${node.productName} ${node.rabbitmqVersion ?? unknown} on Erlang ${node.erlangRelease ?? unknown}`,
      ),
    ],
    newer
      ? [
          'CPU Cores',
          status.nodes.map((node) => `Node: ${node.name}, available CPU cores: ${node.cpuCores ?? unknown}`),
        ]
      : undefined,
    [
      'Maintenance status',
      status.nodes.map((node) => `Node: ${node.name}, status: ${maintenance(node.underMaintenance)}`),
    ],
    ['Alarms', orNone(status.alarms.map(alarmLine))],
    [
      'Network Partitions',
      orNone(status.partitions.map(([node, peers]) => `Node ${node} cannot communicate with ${peers.join(', ')}`)),
    ],
    ['Listeners', orNone(status.nodes.flatMap((node) => node.listeners.map(listenerLine(version))))],
    ['Feature flags', orNone(featureFlagLines(status))],
  ];
  return sections
    .flatMap((section) => (section === undefined ? [] : [`${section[0]}\n\n${section[1].join('\n')}`]))
    .join('\n\n');
}

export const maintenance = (marked: boolean): string => (marked ? 'marked for maintenance' : 'not under maintenance');

/** One alarm, as `alarms`, `status` and the health checks word it. */
export const alarmLine = ({ node, resource }: ClusterStatus['alarms'][number]): string =>
  `${alarmNames[resource]} alarm on node ${node}`;

const alarmNames = { memory: 'Memory', disk: 'Free disk space', file_descriptors: 'File descriptor limit' } as const;

/** Only with --api-only: else the node's own tool fills the gaps. */
const unknown = '(unknown)';

const orNone = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? ['(none)'] : lines);

const listenerLine =
  (version: string) =>
  ({ node, address, port, protocol }: Listener): string =>
    `Node: ${node}, interface: ${listenerInterface(address)}, port: ${port}, protocol: ${protocol}, purpose: ${listenerPurpose(protocol, version)}`;

const featureFlagLines = (status: ClusterStatus): readonly string[] =>
  status.featureFlags.map(({ name, state }) => `Flag: ${String(name)}, state: ${String(state)}`).toSorted();
