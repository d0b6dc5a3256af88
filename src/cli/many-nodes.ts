import type { Cluster, Node } from '../cluster/cluster.js';
import { UsageError } from '../errors.js';
import type { AnyDefinition } from './command.js';
import type { GlobalFlags } from './global-flags.js';
import { flag, integer, option, ours } from './input.js';

/** What every command takes that runs on many nodes at once. */
export const manyNodesFlags = {
  'all-nodes': ours(flag('on every member of the cluster, one result each')),
  nodes: ours(option('on these members, names separated by commas, one result each')),
  parallel: ours(integer('with --all-nodes or --nodes: at most so many at a time', undefined)),
};

/** Rolling operations have a --nodes of their own: it says which nodes of the one operation. */
export const onManyNodes = ({ allNodes }: Pick<AnyDefinition, 'allNodes'>, flags: GlobalFlags): boolean =>
  allNodes === true && (flags['all-nodes'] === true || flags.nodes !== undefined);

/** Throws UsageError for options of many nodes that contradict each other. */
export function checkManyNodes(definition: AnyDefinition, flags: GlobalFlags): void {
  if (definition.allNodes !== true) return;
  const { nodes, parallel } = flags;
  if (nodes !== undefined && flags['all-nodes'] === true)
    throw new UsageError('--nodes and --all-nodes exclude each other');
  if (nodes !== undefined && flags.node !== undefined) throw new UsageError('--nodes and --node exclude each other');
  if (nodes !== undefined && namesIn(nodes).length === 0) throw new UsageError('--nodes names no node');
  if (parallel === undefined) return;
  if (!onManyNodes(definition, flags)) throw new UsageError('--parallel goes with --all-nodes or --nodes');
  if (parallel < 1) throw new UsageError(`--parallel takes a number from 1 on, not ${parallel}`);
}

/** What --nodes names, of a command that runs on each of them. */
export const namedNodes = (definition: AnyDefinition, flags: GlobalFlags): readonly string[] | undefined =>
  onManyNodes(definition, flags) && flags.nodes !== undefined ? namesIn(flags.nodes) : undefined;

/** The nodes that were asked for. Throws DataError for a name that no member has, and what `Cluster.members` throws. */
export function chosenNodes(cluster: Cluster, { nodes }: GlobalFlags): Promise<readonly Node[]> {
  return nodes === undefined ? cluster.members() : cluster.named(namesIn(nodes));
}

const namesIn = (nodes: string): readonly string[] =>
  nodes
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
