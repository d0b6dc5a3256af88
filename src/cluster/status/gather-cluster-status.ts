import { listFeatureFlags } from '../../api/feature-flags.js';
import { type ClusterNode, listNodes } from '../../api/nodes.js';
import { getOverview, getWholeOverview, type Overview } from '../../api/overview.js';
import { CliError, NotOverHttp } from '../../errors.js';
import type { Cluster, Node } from '../cluster.js';
import type { ClusterStatus, MemberStatus } from './cluster-status.js';
import { getAlarms } from './get-alarms.js';

/**
 * Asks the node for its view of the cluster, and each other running member for what only it knows.
 * Throws NotOverHttp when one of those does not answer: it may be drained, or its port closed to us.
 */
export async function gatherClusterStatus(node: Node, cluster: Cluster): Promise<ClusterStatus> {
  const [overview, nodes, featureFlags, alarms] = await Promise.all([
    getWholeOverview(node.api),
    listNodes(node.api),
    listFeatureFlags(node.api),
    getAlarms(node.api),
  ]);
  const running = nodes.filter((member) => member.running === true);
  const others = running.filter((member) => member.name !== node.name);
  const overviews = new Map([[node.name, overview], ...(others.length > 0 ? await overviewsOf(others, cluster) : [])]);
  return {
    clusterName: overview.cluster_name ?? '',
    clusterTags: overview.cluster_tags ?? {},
    discNodes: nodes.filter((member) => member.type !== 'ram').map(nameOf),
    ramNodes: nodes.filter((member) => member.type === 'ram').map(nameOf),
    runningNodes: running.map(nameOf),
    nodes: running.map((member) => memberStatus(member, overview, overviews.get(nameOf(member)))),
    alarms,
    partitions: running
      .filter(({ partitions = [] }) => partitions.length > 0)
      .map((member) => [nameOf(member), member.partitions ?? []]),
    featureFlags,
    rabbitmqVersion: overview.rabbitmq_version ?? '',
  };
}

/** Before 4.3 only a node itself tells its Erlang release. */
async function overviewsOf(
  members: readonly ClusterNode[],
  cluster: Cluster,
): Promise<readonly (readonly [string, Overview])[]> {
  const known = await cluster.members();
  return Promise.all(
    members.map(async (member) => {
      const peer = known.find((candidate) => candidate.name === member.name);
      if (peer === undefined) throw new NotOverHttp(`${nameOf(member)} cannot be asked for its own part`);
      try {
        return [peer.name, await getOverview(peer.api)] as const;
      } catch (error) {
        if (!(error instanceof CliError)) throw error;
        throw new NotOverHttp(`${peer.name} does not answer over HTTP (${error.message})`, { cause: error });
      }
    }),
  );
}

function memberStatus(member: ClusterNode, view: Overview, own: Overview | undefined): MemberStatus {
  const name = nameOf(member);
  // A node that has just joined has no statistics for some seconds: none of its cores would be a lie.
  if (member.processors === undefined) throw new NotOverHttp(`HTTP has no statistics of ${name} yet`);
  return {
    name,
    productName: own?.product_name ?? 'RabbitMQ',
    rabbitmqVersion: own?.product_version ?? own?.rabbitmq_version ?? '',
    erlangRelease: own?.erlang_version ?? '',
    cpuCores: member.processors,
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
