import { listFeatureFlags } from '../../api/feature-flags.js';
import type { ManagementApi } from '../../api/management-api.js';
import { type ClusterNode, listNodes } from '../../api/nodes.js';
import { getOverview, getWholeOverview, identity, type Overview } from '../../api/overview.js';
import { CliError, Unavailable } from '../../errors.js';
import type { Cluster, Node } from '../cluster.js';
import type { ClusterStatus, MemberStatus } from './cluster-status.js';
import { getAlarms } from './get-alarms.js';

/**
 * Asks the node for its view of the cluster, and each other running member for what only it knows. One that does not answer
 * (it may be drained, or its port closed to us) leaves a gap. Throws what the node's own API throws.
 */
export async function gatherClusterStatus(node: Node, cluster: Cluster): Promise<ClusterStatus> {
  const { api, overview } = await whoAnswers(node);
  // At once those that settings name and that run, for they listen; of the others a tunnel would be opened in vain.
  const alive = new Set(overview.listeners?.map((listener) => listener.node));
  const early = cluster.nodes.filter(({ name }) => alive.has(name) && name !== node.name);
  const listening = new Map(early.map((peer) => [peer.name, hear(peer.name, async () => peer)]));
  for (const heard of listening.values()) heard.catch(() => {});
  const [nodes, featureFlags, alarms] = await Promise.all([listNodes(api), listFeatureFlags(api), getAlarms(api)]);
  const running = nodes.filter((member) => member.running === true);
  const others = running.map(nameOf).filter((name) => name !== node.name);
  const peerNamed = async (name: string) => (await cluster.named([name]))[0];
  const heard = await Promise.all(others.map((name) => listening.get(name) ?? hear(name, () => peerNamed(name))));
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

/** The overview tells who gave it, so nobody has to be asked first; and a wrong password is one failed login, not many. */
async function whoAnswers(node: Node): Promise<{ readonly api: ManagementApi; readonly overview: Overview }> {
  const overview = await getWholeOverview(node.address);
  if (overview.node === node.name) return { api: node.address, overview };
  return { api: node.api, overview: await getWholeOverview(node.api) };
}

/** Before 4.3 only a node itself tells its Erlang release. */
async function hear(
  name: string,
  find: () => Promise<Node | undefined>,
): Promise<readonly [string, Overview | CliError]> {
  try {
    const peer = await find();
    if (peer === undefined) throw new Unavailable('it is no member any more');
    const answer = await getOverview(peer.address, [...identity, 'product_name', 'product_version']);
    return [name, answer.node === name ? answer : await getOverview(peer.api)];
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return [name, error];
  }
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
