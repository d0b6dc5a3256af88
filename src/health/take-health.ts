import type { Cluster, Node } from '../cluster/cluster.js';
import { CheckFailed, NotPermitted, TimedOut, Unavailable } from '../errors.js';
import { type Asked, answering, askNodes, type NodeAnswers, rowOf } from './ask-nodes.js';
import { certificates } from './certificates.js';
import { churn } from './churn.js';
import { clock } from './clock.js';
import { features } from './features.js';
import { type CheckName, type Limits, type Outcome, together } from './finding.js';
import { listeners } from './listeners.js';
import { membersOf } from './members-of.js';
import { membership } from './membership.js';
import { metadataStore } from './metadata-store.js';
import { queues } from './queues.js';
import { quorum } from './quorum.js';
import { type HealthReport, healthReport, type NodeHealth } from './report.js';
import { resources } from './resources.js';
import { versions } from './versions.js';
import { vhosts } from './vhosts.js';

/** Which checks each function makes: it is not called when all of them are left out. */
const groups: readonly (readonly [readonly CheckName[], (asked: Asked) => Promise<Outcome>])[] = [
  [['reach', 'members', 'running', 'partitions', 'maintenance'], membership],
  [['alarms', 'memory', 'disk', 'file-descriptors'], resources],
  [['listeners'], listeners],
  [['vhosts'], vhosts],
  [['leaders', 'mirrors', 'queue-length', 'unacknowledged'], queues],
  [['quorum'], quorum],
  [['metadata-store'], metadataStore],
  [['connection-churn', 'channel-churn'], churn],
  [['feature-flags', 'deprecated-features'], features],
  [['certificates'], certificates],
  [['versions'], versions],
  [['clock'], clock],
];

export interface HealthOptions {
  readonly limits: Limits;
  readonly skip: readonly string[];
  readonly apiOnly: boolean;
}

/**
 * Asks every node, side by side, and touches nothing. A node that does not answer is a finding.
 * Throws NotPermitted when none lets us in, and what settings alone get wrong.
 */
export async function takeHealth(cluster: Cluster, { limits, skip, apiOnly }: HealthOptions): Promise<HealthReport> {
  const nodes = await askNodes(await everyNode(cluster));
  refuseStranger(nodes);
  const asked: Asked = { cluster, limits, nodes, apiOnly };
  const wanted = groups.filter(([checks]) => checks.some((check) => !skip.includes(check)));
  const outcomes = await Promise.all(wanted.map(([, check]) => check(asked)));
  const [first] = answering(nodes);
  return healthReport(cluster.name, healthOfNodes(nodes), first, together(outcomes), skip);
}

/** Those of the config file and those that the cluster names; when nobody tells, the former alone. */
async function everyNode(cluster: Cluster): Promise<readonly Node[]> {
  const named = () => cluster.nodes.filter(({ name }) => name.includes('@'));
  try {
    const members = await cluster.members();
    return [...new Map([...members, ...named()].map((node) => [node.name, node])).values()];
  } catch (error) {
    // Whoever knows us not, or hangs, or whose own tool says that it is down, is told node by node.
    const ofNodes = [Unavailable, NotPermitted, TimedOut, CheckFailed];
    if (!ofNodes.some((Kind) => error instanceof Kind)) throw error;
    return named().length > 0 ? named() : cluster.nodes;
  }
}

function refuseStranger(nodes: readonly NodeAnswers[]): void {
  const [first] = nodes;
  if (nodes.every(({ problem }) => problem instanceof NotPermitted) && first?.problem !== undefined)
    throw first.problem;
}

function healthOfNodes(nodes: readonly NodeAnswers[]): readonly NodeHealth[] {
  const members = membersOf(nodes);
  const names = [...new Set([...members, ...nodes.map(({ name }) => name)])].toSorted();
  return names.map((name) => {
    const own = nodes.find((of) => of.name === name);
    const row = rowOf(name, nodes);
    return {
      ...{ name, running: row !== undefined || own?.speaks === true, answers: own?.view !== undefined },
      ...{ version: own?.overview?.rabbitmq_version, erlang: own?.overview?.erlang_version },
      memory: { used: row?.mem_used, limit: row?.mem_limit },
      disk: { free: row?.disk_free, limit: row?.disk_free_limit },
      fileDescriptors: { used: row?.fd_used, limit: row?.fd_total },
    };
  });
}
