import { type ClusterNode, listNodes } from '../../api/nodes.js';
import { asRecord } from '../../api/shapes.js';
import { CheckFailed, CliError } from '../../errors.js';
import type { AskedMember } from '../member.js';
import { demandOfOwnTool } from './own-tool.js';

/** One node as another one, or itself, sees it. */
export interface NodeView {
  readonly name: string;
  readonly running: boolean;
  /** Undefined where this version's HTTP does not tell (before 3.11.19, 3.12.1). */
  readonly drained: boolean | undefined;
  readonly partitions: readonly string[];
  readonly ram: boolean;
  /** ms. */
  readonly uptime: number | undefined;
}

const columns = ['name', 'running', 'being_drained', 'partitions', 'type', 'uptime'];

/** All nodes as this member sees them, asked of its own listener. Throws what the API throws. */
export async function viewFrom(member: AskedMember): Promise<readonly NodeView[]> {
  return viewsOf(await listNodes(member.node.api, columns));
}

/** What /api/nodes says, as views. */
export const viewsOf = (nodes: readonly ClusterNode[]): readonly NodeView[] =>
  nodes.map((node) => ({
    name: node.name ?? '',
    running: node.running === true,
    drained: node.being_drained,
    partitions: node.partitions ?? [],
    ram: node.type === 'ram',
    uptime: node.uptime,
  }));

/**
 * Which nodes are under maintenance, as `via` knows it: of HTTP where it tells, else of the node's own tool.
 * Throws what either throws.
 */
export async function drainedNodes(via: AskedMember, views?: readonly NodeView[]): Promise<ReadonlySet<string>> {
  const known = views ?? (await viewFrom(via));
  const told = known.filter((view) => view.drained !== undefined);
  if (told.length > 0) return new Set(told.filter((view) => view.drained).map((view) => view.name));
  return drainedByTool(via);
}

/**
 * Whether a node that runs is under maintenance, by the first peer that sees it: one that is cut off from it cannot tell.
 * Where none does, by its own tool; a broker that this cannot ask is only just starting. Throws what reaching its machine throws.
 */
export async function isDrained(member: AskedMember, peers: readonly AskedMember[]): Promise<boolean> {
  for (const peer of peers) {
    try {
      const views = await viewFrom(peer);
      if (!views.some(({ name, running }) => name === member.name && running)) continue;
      return (await drainedNodes(peer, views)).has(member.name);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
    }
  }
  try {
    return (await drainedByTool(member)).has(member.name);
  } catch (error) {
    if (error instanceof CheckFailed) return false;
    throw error;
  }
}

async function drainedByTool(via: AskedMember): Promise<ReadonlySet<string>> {
  const { json } = await demandOfOwnTool(via, 'rabbitmqctl', 'cluster_status');
  const states = Object.entries(asRecord(json.maintenance_status));
  // "not under maintenance", "marked for maintenance"; up to 3.12 with colours in it.
  return new Set(states.filter(([, text]) => !/not under/.test(String(text))).map(([name]) => name));
}
