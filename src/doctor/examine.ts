import type { Cluster, Node } from '../cluster/cluster.js';
import type { Settings } from '../cluster/settings.js';
import { CliError, Interrupted } from '../errors.js';
import { betweenNodes, type Looked } from './between-nodes.js';
import { fromHere } from './from-here.js';
import type { Examined } from './item.js';
import { lookAtMachine } from './machine.js';
import { onMachine } from './on-machine.js';

/**
 * Looks at nodes from all sides and touches nothing: their machines, the lines between them, HTTP from here. Whatever does
 * not work is an item of the answer. Throws DataError for names that no member has.
 */
export async function examine(
  cluster: Cluster,
  settings: Settings,
  names: readonly string[],
): Promise<readonly Examined[]> {
  const asked = names.length > 0 ? await cluster.named(names) : await everyNode(cluster);
  const looked = new Map<Node, Looked>();
  // Where nobody named a cluster, its node is that of this machine: nothing to do with those that were named.
  const ours = names.length > 0 && settings.nodes[0].name.origin === 'built in';
  const peers = ours ? [] : await everyNode(cluster);
  await Promise.all(
    [...new Set([...asked, ...peers])].map(async (node) => {
      looked.set(node, { node, machine: await lookAtMachine(node, settings.apiOnly.value) });
    }),
  );
  return Promise.all(asked.map((node) => examineOne(node, looked, settings)));
}

async function examineOne(node: Node, looked: ReadonlyMap<Node, Looked>, settings: Settings): Promise<Examined> {
  const one = looked.get(node);
  const others = [...looked.values()].filter((other) => other.node !== node);
  const [between, here] = await Promise.all([
    one === undefined ? undefined : betweenNodes(one, others),
    fromHere(node, settings.forMember(node.name)),
  ]);
  const branches = [
    ...(one === undefined ? [] : [onMachine(node.name, one.machine)]),
    ...(between ? [between] : []),
    here,
  ];
  return { node: node.name, branches };
}

/** Members, as far as anybody tells, and the nodes of the config file. */
async function everyNode(cluster: Cluster): Promise<readonly Node[]> {
  try {
    return [...new Set([...cluster.nodes.filter(({ name }) => name.includes('@')), ...(await cluster.members())])];
  } catch (error) {
    if (!(error instanceof CliError) || error instanceof Interrupted) throw error;
    return cluster.nodes;
  }
}
