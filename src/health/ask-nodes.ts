import { type ClusterNode, listNodes } from '../api/nodes.js';
import { getWholeOverview, type Overview } from '../api/overview.js';
import { whoAmI } from '../api/who-am-i.js';
import type { Cluster, Node } from '../cluster/cluster.js';
import { CliError, Interrupted } from '../errors.js';
import type { Limits } from './finding.js';

/** One node by its own word, or why there is none. */
export interface NodeAnswers {
  readonly name: string;
  readonly node: Node;
  readonly overview?: Overview;
  /** All nodes as it sees them. */
  readonly view?: readonly ClusterNode[];
  readonly problem?: CliError;
  /** It told who we are, for which it asks no peer: what else it does not tell may wait for a peer. */
  readonly speaks: boolean;
}

/** A node that has answered. */
export type Answering = NodeAnswers & Required<Pick<NodeAnswers, 'overview' | 'view'>>;

/** What the checks are given: every node's own view, and what to judge by. */
export interface Asked {
  readonly cluster: Cluster;
  readonly limits: Limits;
  readonly nodes: readonly NodeAnswers[];
  /** Nobody may be asked over SSH. */
  readonly apiOnly: boolean;
}

/** All nodes at once, each over its own listener. A node that does not answer is an answer. */
export const askNodes = (nodes: readonly Node[]): Promise<readonly NodeAnswers[]> => Promise.all(nodes.map(askNode));

/** Those that answered. */
export const answering = (nodes: readonly NodeAnswers[]): readonly Answering[] =>
  nodes.filter((of): of is Answering => of.view !== undefined);

/** What is known of a node: by itself, else by the first peer that sees it. */
export function rowOf(name: string, nodes: readonly NodeAnswers[]): ClusterNode | undefined {
  const own = nodes.filter((of) => of.name === name);
  return [...own, ...nodes].flatMap(({ view = [] }) => view).find((row) => row.name === name && row.running === true);
}

async function askNode(node: Node): Promise<NodeAnswers> {
  const { name, api } = node;
  // Even the question which node it is waits for a peer that is frozen (seen on 4.0.5).
  const speaks = whoAmI(node.address).then(
    () => true,
    () => false,
  );
  try {
    const [overview, view] = await Promise.all([getWholeOverview(api), listNodes(api, columns)]);
    return { name, node, overview, view, speaks: true };
  } catch (error) {
    if (!(error instanceof CliError) || error instanceof Interrupted) throw error;
    return { name, node, problem: error, speaks: await speaks };
  }
}

const columns = [
  ...['name', 'type', 'running', 'being_drained', 'partitions', 'uptime', 'enabled_plugins'],
  ...['mem_used', 'mem_limit', 'mem_alarm', 'disk_free', 'disk_free_limit', 'disk_free_alarm', 'fd_used', 'fd_total'],
  ...['connection_created_details', 'channel_created_details'],
];
