import { listFeatureFlags } from '../../api/feature-flags.js';
import { type ClusterNode, listNodes } from '../../api/nodes.js';
import { getOverview, getWholeOverview, type Overview } from '../../api/overview.js';
import { CliError, Unavailable } from '../../errors.js';
import type { Cluster, Node } from '../cluster.js';
import type { ClusterStatus, MemberStatus } from './cluster-status.js';
import { getAlarms } from './get-alarms.js';

/**
 * Asks the node for its view of the cluster, and each other running member for what only it knows. One that does not answer
 * (it may be drained, or its port closed to us) leaves a gap. Throws what the node's own API throws.
 */
export async function gatherClusterStatus(node: Node, cluster: Cluster): Promise<ClusterStatus> {
  const [overview, nodes, featureFlags, alarms] = await Promise.all([
    getWholeOverview(node.api),
    listNodes(node.api),
    listFeatureFlags(node.api),
    getAlarms(node.api),
  ]);
  const running = nodes.filter((member) => member.running === true);
  const others = running.map(nameOf).filter((name) => name !== node.name);
  const heard = others.length > 0 ? await hear(others, cluster) : [];
  const overviews = new Map<string, Overview | CliError>([[node.name, overview], ...heard]);
  const members = running.map((member) => memberStatus(member, overview, overviews.get(nameOf(member))));
  return {
    clusterName: overview.cluster_name ?? '',
    clusterTags: overview.cluster_tags ?? {},
    discNodes: nodes.filter((member) => member.type !== 'ram').map(nameOf),
    ramNodes: nodes.filter((member) => member.type === 'ram').map(nameOf),
    runningNodes: running.map(nameOf),
    nodes: members,
    alarms,
    partitions: running
      .filter(({ partitions = [] }) => partitions.length > 0)
      .map((member) => [nameOf(member), member.partitions ?? []]),
    featureFlags,
    rabbitmqVersion: overview.rabbitmq_version ?? '',
    gaps: [
      ...heard.flatMap(([name, answer]) =>
        answer instanceof CliError ? [`${name} does not answer over HTTP (${answer.message})`] : [],
      ),
      ...members
        .filter(({ cpuCores }) => cpuCores === undefined)
        .map(({ name }) => `HTTP has no statistics of ${name} yet`),
    ],
  };
}

/** Before 4.3 only a node itself tells its Erlang release. */
async function hear(
  names: readonly string[],
  cluster: Cluster,
): Promise<readonly (readonly [string, Overview | CliError])[]> {
  const members = await cluster.members();
  return Promise.all(
    names.map(async (name) => {
      const peer = members.find((candidate) => candidate.name === name);
      try {
        if (peer === undefined) throw new Unavailable('it is no member any more');
        return [name, await getOverview(peer.api)] as const;
      } catch (error) {
        if (!(error instanceof CliError)) throw error;
        return [name, error] as const;
      }
    }),
  );
}

function memberStatus(member: ClusterNode, view: Overview, answer: Overview | CliError | undefined): MemberStatus {
  const name = nameOf(member);
  const own = answer instanceof CliError ? undefined : answer;
  return {
    name,
    productName: own?.product_name ?? 'RabbitMQ',
    rabbitmqVersion: own?.product_version ?? own?.rabbitmq_version,
    erlangRelease: own?.erlang_version,
    // A node that has just joined has no statistics for some seconds: none of its cores would be a lie.
    cpuCores: member.processors || undefined,
    // A drained node suspends its HTTP listener: one that answered is in service. 4.x also says so.
    underMaintenance: member.being_drained === true,
    listeners: (view.listeners ?? []).flatMap(({ node, protocol, ip_address, port }) =>
      node === name && protocol !== undefined && port !== undefined
        ? [{ node, protocol, address: ip_address ?? '', port }]
        : [],
    ),
  };
}

const nameOf = (member: ClusterNode): string => member.name ?? '';
